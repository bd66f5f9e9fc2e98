# SPDX-License-Identifier: Apache-2.0
# That the conformance suite finds what it is there to find, and that our own connector passes.
CONFORM_TESTS = \
    tests/conform/broken.sh \
    tests/conform/disk.sh \
    tests/conform/ftp.sh \
    tests/conform/patience.sh
dist_check_SCRIPTS += $(CONFORM_TESTS)
TESTS += $(CONFORM_TESTS)

# One small connector, once as it should be and once for each fault. tests/conform/broken.sh says which test is to
# find which, tests/conform/patience.sh what comes of the two that take long.
BROKEN_FAULTS = \
    size secret socket file no_result result_twice descriptor_leak thread allocation allocation_execute cancel \
    deadline short_read short_write findings finding_nowhere descriptor id example two_symbols any_major pointer table \
    validate deletes_early unprepared output error_id stage host suggestion would dry_run ordered one_thread progress \
    log prints signal leak_cancelled leak_host fails_twice timeout severity label listed cardinality leak_memory \
    closed property_set secret_elsewhere record undeclared mistyped retry unannounced hang slow
BROKEN_CONNECTORS = tests/conform/broken/good.so $(BROKEN_FAULTS:%=tests/conform/broken/%.so)
BROKEN_FILES = \
    tests/conform/broken/descriptor.h \
    tests/conform/broken/faults.h \
    tests/conform/broken/good.c
tests/conform/broken/%.so: $(BROKEN_FILES) sdk/include/hawser/connector.h
	$(AM_V_at)$(MKDIR_P) tests/conform/broken
	$(AM_V_CCLD)fault=`echo $* | tr a-z A-Z` && \
	$(CC) -DFAULT_$$fault -I$(top_srcdir)/sdk/include $(CPPFLAGS) $(AM_CFLAGS) $(CFLAGS) $(AM_LDFLAGS) $(LDFLAGS) \
	    -fPIC -shared -o $@ $(srcdir)/tests/conform/broken/good.c -lpthread
check_DATA = $(BROKEN_CONNECTORS)
CLEANFILES += $(BROKEN_CONNECTORS)
EXTRA_DIST += $(BROKEN_FILES) tests/conform/setup.sh
