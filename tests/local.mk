# SPDX-License-Identifier: Apache-2.0
TEST_CPPFLAGS = -I$(top_srcdir)/tests $(CUNIT_CFLAGS)

# What takes longest comes first, so that nothing is left to wait for at the end.
include tests/conform/local.mk
include tests/fault/local.mk
include tests/unit/protocol.mk
include tests/unit/common.mk
include tests/unit/sdk.mk
include tests/unit/ftp.mk
include tests/unit/actions.mk
include tests/support/local.mk
include tests/interop/local.mk
include tests/cli/local.mk
include tests/docs/local.mk
include tests/corpora/local.mk
include tests/hostile/local.mk
include tests/fuzz/local.mk
include tests/bench/local.mk
include tests/hardening/local.mk
include tests/load/local.mk
include tests/memory/local.mk
include tests/abi/local.mk
include tests/package/local.mk

# Of a release archive what shows that all is in it: CI runs every test in the tree that the archive is made of.
RELEASE_TESTS = tests/interop/test_matrix_vsftpd $(filter-out tests/interop/% tests/hostile/% tests/fault/% tests/load/% \
    tests/memory/% tests/bench/% tests/hardening/% tests/conform/%,$(TESTS))

# What works with several threads, for a build with --enable-tsan: without the programs of all other tests.
THREADED_SUITES = tests/interop/test_parallel tests/interop/test_early tests/interop/test_cancel tests/unit/test_ftp_sums_thread
THREADED_TESTS = $(THREADED_SUITES) tests/hostile/parallel.sh
.PHONY: check-threads
check-threads: all
	$(MAKE) $(AM_MAKEFLAGS) tests/support/serve$(EXEEXT) tests/bench/timed$(EXEEXT) $(THREADED_SUITES)
	$(MAKE) $(AM_MAKEFLAGS) check-TESTS TESTS='$(THREADED_TESTS)'

# What takes longer than CI may: files of 2 GiB, and every suite in C that needs no server under valgrind.
VALGRIND_TESTS = $(PROTOCOL_TESTS) $(COMMON_TESTS) $(CONNECTOR_TESTS) $(SDK_SUITES) $(EXECUTION_TESTS)
VALGRIND = $(LIBTOOL) --mode=execute valgrind --quiet --error-exitcode=99 --leak-check=full \
    --errors-for-leak-kinds=definite --suppressions=$(abs_top_srcdir)/tests/valgrind.supp
EXTRA_DIST += tests/valgrind.supp
.PHONY: check-long
check-long: all
	HAWSER_CHECK_LONG=1 $(MAKE) $(AM_MAKEFLAGS) check
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(VALGRIND_TESTS)' LOG_COMPILER='$(VALGRIND)'

# What can be tried in a minute, without servers and a network: where packages are built.
BOUNDED_CHECKS = \
    tests/abi/superset.sh \
    tests/hardening/elf.sh \
    tests/package/version.sh \
    tests/unit/check-exports.sh
.PHONY: check-bounded
check-bounded: all
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(VALGRIND_TESTS) $(BOUNDED_CHECKS)' check_PROGRAMS='$(VALGRIND_TESTS)' \
	    check_LTLIBRARIES='tests/abi/connector_now.la $(filter tests/unit/%,$(check_LTLIBRARIES))'
