# SPDX-License-Identifier: Apache-2.0
# What happens where memory runs out: the program's malloc fails on demand.
check_PROGRAMS += tests/memory/test_allocation
# A sanitizer's own allocator comes first.
if !SANITIZERS
TESTS += tests/memory/test_allocation
endif
tests_memory_test_allocation_CPPFLAGS = $(SDK_CPPFLAGS) $(TEST_CPPFLAGS) \
    -DCONNECTOR='"$(abs_top_builddir)/.libs/ftp.so"'
tests_memory_test_allocation_LDFLAGS = $(AM_LDFLAGS) -rdynamic
tests_memory_test_allocation_LDADD = sdk/src/libhawsercore.la $(JANSSON_LIBS) -lpthread
tests_memory_test_allocation_DEPENDENCIES = sdk/src/libhawsercore.la ftp.la
tests_memory_test_allocation_SOURCES = \
    tests/memory/failing.c \
    tests/memory/failing.h \
    tests/memory/peer.c \
    tests/memory/peer.h \
    tests/memory/sweep.c \
    tests/memory/sweep.h \
    tests/memory/test_allocation.c
