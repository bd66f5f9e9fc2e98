# SPDX-License-Identifier: Apache-2.0
# That the interface grows as docs/abi.md says: a connector, a host without libhawser and a program on libhawser, each
# built with the headers of the release 1.0, with today's, and with those of a minor version to come.
ABI_CPPFLAGS = -I$(top_srcdir)/tests
ABI_CPPFLAGS_1_0 = -I$(top_srcdir)/tests/abi/1.0 $(ABI_CPPFLAGS)
ABI_CPPFLAGS_NOW = -I$(top_srcdir)/sdk/include $(ABI_CPPFLAGS)
ABI_CPPFLAGS_NEXT = -Itests/abi/next $(ABI_CPPFLAGS)
ABI_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -rpath /nowhere -export-symbols-regex '^hawser_connector_entry$$'
ABI_CONNECTOR_SOURCES = \
    tests/abi/connector.c \
    tests/abi/edge.h
ABI_HOST_SOURCES = \
    tests/abi/edge.h \
    tests/abi/host.c
ABI_PROGRAM_SOURCES = \
    tests/abi/edge.h \
    tests/abi/program.c

check_LTLIBRARIES += tests/abi/connector_1_0.la
tests_abi_connector_1_0_la_CPPFLAGS = $(ABI_CPPFLAGS_1_0)
tests_abi_connector_1_0_la_LDFLAGS = $(ABI_LDFLAGS)
tests_abi_connector_1_0_la_SOURCES = $(ABI_CONNECTOR_SOURCES)

check_LTLIBRARIES += tests/abi/connector_now.la
tests_abi_connector_now_la_CPPFLAGS = $(ABI_CPPFLAGS_NOW)
tests_abi_connector_now_la_LDFLAGS = $(ABI_LDFLAGS)
tests_abi_connector_now_la_SOURCES = $(ABI_CONNECTOR_SOURCES)

check_LTLIBRARIES += tests/abi/connector_next.la
tests_abi_connector_next_la_CPPFLAGS = $(ABI_CPPFLAGS_NEXT)
tests_abi_connector_next_la_LDFLAGS = $(ABI_LDFLAGS)
tests_abi_connector_next_la_SOURCES = $(ABI_CONNECTOR_SOURCES)

check_PROGRAMS += tests/abi/host_1_0
tests_abi_host_1_0_CPPFLAGS = $(ABI_CPPFLAGS_1_0)
tests_abi_host_1_0_LDADD = -ldl
tests_abi_host_1_0_SOURCES = $(ABI_HOST_SOURCES)

check_PROGRAMS += tests/abi/host_now
tests_abi_host_now_CPPFLAGS = $(ABI_CPPFLAGS_NOW)
tests_abi_host_now_LDADD = -ldl
tests_abi_host_now_SOURCES = $(ABI_HOST_SOURCES)

check_PROGRAMS += tests/abi/host_next
tests_abi_host_next_CPPFLAGS = $(ABI_CPPFLAGS_NEXT)
tests_abi_host_next_LDADD = -ldl
tests_abi_host_next_SOURCES = $(ABI_HOST_SOURCES)

check_PROGRAMS += tests/abi/program_1_0
tests_abi_program_1_0_CPPFLAGS = $(ABI_CPPFLAGS_1_0)
tests_abi_program_1_0_LDADD = sdk/src/libhawser.la
tests_abi_program_1_0_SOURCES = $(ABI_PROGRAM_SOURCES)

check_PROGRAMS += tests/abi/program_now
tests_abi_program_now_CPPFLAGS = $(ABI_CPPFLAGS_NOW)
tests_abi_program_now_LDADD = sdk/src/libhawser.la
tests_abi_program_now_SOURCES = $(ABI_PROGRAM_SOURCES)

check_PROGRAMS += tests/abi/program_next
tests_abi_program_next_CPPFLAGS = $(ABI_CPPFLAGS_NEXT)
tests_abi_program_next_LDADD = sdk/src/libhawser.la
tests_abi_program_next_SOURCES = $(ABI_PROGRAM_SOURCES)

# The headers of the version to come are made of today's.
ABI_NEXT = \
    tests/abi/next/hawser/connector.h \
    tests/abi/next/hawser/host.h
BUILT_SOURCES += $(ABI_NEXT)
CLEANFILES += $(ABI_NEXT)
$(ABI_NEXT): tests/abi/next.awk sdk/include/hawser/connector.h sdk/include/hawser/host.h
	$(AM_V_GEN)$(MKDIR_P) tests/abi/next/hawser
	$(AM_V_at)$(AWK) -f $(srcdir)/tests/abi/next.awk $(srcdir)/sdk/include/hawser/$(@F) > $@.tmp
	$(AM_V_at)mv $@.tmp $@

ABI_TESTS = \
    tests/abi/growth.sh \
    tests/abi/superset.sh
dist_check_SCRIPTS += $(ABI_TESTS)
TESTS += $(ABI_TESTS)

# The types of the library as it was linked; sanitizers add to it. `make abi-record` writes down what it has now: read
# docs/abi.md first.
dist_check_SCRIPTS += tests/abi/libhawser.sh
if !SANITIZERS
TESTS += tests/abi/libhawser.sh
endif
.PHONY: abi-record
abi-record: all
	srcdir=$(srcdir) $(SHELL) $(srcdir)/tests/abi/libhawser.sh --record

EXTRA_DIST += \
    docs/abi.md \
    tests/abi/0.1.symbols \
    tests/abi/1.0/hawser/connector.h \
    tests/abi/1.0/hawser/host.h \
    tests/abi/libhawser.abi \
    tests/abi/next.awk \
    tests/abi/private.suppr \
    tests/abi/superset.awk
