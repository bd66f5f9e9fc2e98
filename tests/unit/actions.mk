# SPDX-License-Identifier: Apache-2.0
# What the FTP connector does with configurations and documents, below its sockets.
CONNECTOR_TESTS = \
    tests/unit/test_ftp_ascii \
    tests/unit/test_ftp_checksum \
    tests/unit/test_ftp_config \
    tests/unit/test_ftp_explain \
    tests/unit/test_ftp_findings \
    tests/unit/test_ftp_growth \
    tests/unit/test_ftp_journal \
    tests/unit/test_ftp_host \
    tests/unit/test_ftp_pace \
    tests/unit/test_ftp_plan \
    tests/unit/test_ftp_refusal \
    tests/unit/test_ftp_secret_time \
    tests/unit/test_ftp_sums_thread \
    tests/unit/test_ftp_temporary \
    tests/unit/test_ftp_zone
check_PROGRAMS += $(CONNECTOR_TESTS)
TESTS += $(CONNECTOR_TESTS)

CONNECTOR_TEST_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
CONNECTOR_TEST_LIBS = plugin/ftp/libftp.la $(JANSSON_LIBS) $(CUNIT_LIBS)

tests_unit_test_ftp_ascii_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_ascii_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_ascii_SOURCES = tests/unit/test_ftp_ascii.c

tests_unit_test_ftp_checksum_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_checksum_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_checksum_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_checksum.c

tests_unit_test_ftp_config_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_config_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_config_SOURCES = tests/unit/test_ftp_config.c

tests_unit_test_ftp_findings_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_findings_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_findings_SOURCES = tests/unit/test_ftp_findings.c

tests_unit_test_ftp_growth_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_growth_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_growth_SOURCES = tests/unit/test_ftp_growth.c

tests_unit_test_ftp_plan_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_plan_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_plan_SOURCES = tests/unit/test_ftp_plan.c

tests_unit_test_ftp_refusal_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_refusal_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_refusal_SOURCES = tests/unit/test_ftp_refusal.c

tests_unit_test_ftp_sums_thread_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_sums_thread_LDADD = $(CONNECTOR_TEST_LIBS) -lpthread
tests_unit_test_ftp_sums_thread_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_sums_thread.c

tests_unit_test_ftp_temporary_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_temporary_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_temporary_SOURCES = tests/unit/test_ftp_temporary.c

tests_unit_test_ftp_pace_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_pace_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_pace_SOURCES = tests/unit/test_ftp_pace.c

tests_unit_test_ftp_journal_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_journal_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_journal_SOURCES = tests/unit/test_ftp_journal.c

tests_unit_test_ftp_secret_time_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_secret_time_LDADD = $(CONNECTOR_TEST_LIBS) -lpthread
tests_unit_test_ftp_secret_time_SOURCES = tests/unit/test_ftp_secret_time.c

tests_unit_test_ftp_zone_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_zone_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_zone_SOURCES = tests/unit/test_ftp_zone.c

tests_unit_test_ftp_host_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_host_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_host_SOURCES = tests/unit/test_ftp_host.c

tests_unit_test_ftp_explain_CPPFLAGS = $(CONNECTOR_TEST_CPPFLAGS)
tests_unit_test_ftp_explain_LDADD = $(CONNECTOR_TEST_LIBS)
tests_unit_test_ftp_explain_SOURCES = tests/unit/test_ftp_explain.c
