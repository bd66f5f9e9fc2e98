# SPDX-License-Identifier: Apache-2.0
# Single functions: make bench-micro measures them; make check counts the instructions of some and compares with what
# make bench-record wrote down.
check_LTLIBRARIES += tests/bench/micro/null.la
tests_bench_micro_null_la_CPPFLAGS = -I$(top_srcdir)/sdk/include
tests_bench_micro_null_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -rpath /nowhere
tests_bench_micro_null_la_SOURCES = \
    tests/bench/micro/null.c \
    tests/bench/micro/null.h

check_PROGRAMS += tests/bench/micro/micro
tests_bench_micro_micro_CPPFLAGS = $(SDK_CPPFLAGS) $(PLUGIN_CPPFLAGS) $(SCHEMAS_CPPFLAGS) \
    -DMICRO_CONNECTORS='"$(abs_top_builddir)/tests/bench/micro/.libs"' \
    -DMICRO_FLAGS='"$(sort $(CPPFLAGS) $(CFLAGS))"' -DMICRO_MACHINE='"$(host_cpu)"'
tests_bench_micro_micro_LDADD = sdk/src/libhawsercore.la plugin/ftp/libftp.la $(JANSSON_LIBS) $(PCRE2_LIBS)
tests_bench_micro_micro_SOURCES = \
    tests/bench/micro/allocations.c \
    tests/bench/micro/allocations.h \
    tests/bench/micro/case_abi.c \
    tests/bench/micro/case_listing.c \
    tests/bench/micro/case_reply.c \
    tests/bench/micro/case_schema.c \
    tests/bench/micro/micro.c \
    tests/bench/micro/micro.h \
    tests/bench/micro/null.h

dist_check_SCRIPTS += tests/bench/instructions.sh
TESTS += tests/bench/instructions.sh
EXTRA_DIST += tests/bench/micro/instructions.txt

.PHONY: bench-micro bench-record
bench-micro: tests/bench/micro/micro$(EXEEXT) tests/bench/micro/null.la
	$(AM_V_at)tests/bench/micro/micro
	$(AM_V_at)tests/bench/micro/micro --json >bench-micro.jsonl
	$(AM_V_at)echo "The same as JSON: bench-micro.jsonl"
bench-record: tests/bench/micro/micro$(EXEEXT) tests/bench/micro/null.la
	$(AM_V_at)srcdir=$(srcdir) $(srcdir)/tests/bench/instructions.sh --record
CLEANFILES += bench-micro.jsonl
