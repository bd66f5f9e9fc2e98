# SPDX-License-Identifier: Apache-2.0
SDK_TEST_CPPFLAGS = $(SDK_CPPFLAGS) $(TEST_CPPFLAGS)
SDK_TEST_LIBS = sdk/src/libhawsercore.la $(JANSSON_LIBS) $(CUNIT_LIBS)

# The public test suite, where it lies about.
check_PROGRAMS += tests/corpus/schema_suite
TESTS += tests/corpus/schema_suite
tests_corpus_schema_suite_CPPFLAGS = $(SDK_CPPFLAGS)
tests_corpus_schema_suite_LDADD = sdk/src/libhawsercore.la $(JANSSON_LIBS)
tests_corpus_schema_suite_SOURCES = \
    tests/corpus/json_schema.c

# Executions. The scripted connector does what an operation says, right or wrong.
check_LTLIBRARIES += tests/unit/connectors/script.la
tests_unit_connectors_script_la_CPPFLAGS = -I$(top_srcdir)/sdk/include
tests_unit_connectors_script_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -rpath /nowhere
tests_unit_connectors_script_la_LIBADD = $(JANSSON_LIBS) -lpthread
tests_unit_connectors_script_la_SOURCES = \
    tests/unit/connectors/script.c \
    tests/unit/connectors/script.h \
    tests/unit/connectors/script_descriptor.h \
    tests/unit/connectors/script_inputs.c \
    tests/unit/connectors/script_outputs.c \
    tests/unit/connectors/script_pool.c \
    tests/unit/connectors/script_rest.c

EXECUTION_TESTS = \
    tests/unit/test_sdk_execution \
    tests/unit/test_sdk_recovery \
    tests/unit/test_sdk_sinks \
    tests/unit/test_sdk_sources
check_PROGRAMS += $(EXECUTION_TESTS)
TESTS += $(EXECUTION_TESTS)

tests_unit_test_sdk_execution_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_execution_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_execution_SOURCES = \
    tests/unit/folder.c \
    tests/unit/folder.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_execution.c

tests_unit_test_sdk_recovery_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_recovery_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_recovery_SOURCES = \
    tests/unit/folder.c \
    tests/unit/folder.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_recovery.c

tests_unit_test_sdk_sinks_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_sinks_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_sinks_SOURCES = \
    tests/unit/folder.c \
    tests/unit/folder.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_sinks.c

tests_unit_test_sdk_sources_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_sources_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_sources_SOURCES = \
    tests/unit/folder.c \
    tests/unit/folder.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_sources.c
