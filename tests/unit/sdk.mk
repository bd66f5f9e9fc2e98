# SPDX-License-Identifier: Apache-2.0
SDK_TEST_CPPFLAGS = $(SDK_CPPFLAGS) $(TEST_CPPFLAGS)
SDK_TEST_LIBS = sdk/src/libhawsercore.la $(JANSSON_LIBS) $(CUNIT_LIBS)

# The public test suite, where it lies about.
check_PROGRAMS += tests/corpora/schema_suite
TESTS += tests/corpora/schema_suite
tests_corpora_schema_suite_CPPFLAGS = $(SDK_CPPFLAGS)
tests_corpora_schema_suite_LDADD = sdk/src/libhawsercore.la $(JANSSON_LIBS)
tests_corpora_schema_suite_SOURCES = \
    tests/corpora/json_schema.c

check_PROGRAMS += tests/unit/test_sdk_schema_pointer
TESTS += tests/unit/test_sdk_schema_pointer
tests_unit_test_sdk_schema_pointer_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_schema_pointer_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_schema_pointer_SOURCES = \
    tests/unit/test_sdk_schema_pointer.c

check_PROGRAMS += tests/unit/test_sdk_schema_compile
TESTS += tests/unit/test_sdk_schema_compile
tests_unit_test_sdk_schema_compile_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_schema_compile_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_schema_compile_SOURCES = \
    tests/unit/test_sdk_schema_compile.c

check_PROGRAMS += tests/unit/test_sdk_schema_formats
TESTS += tests/unit/test_sdk_schema_formats
tests_unit_test_sdk_schema_formats_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_schema_formats_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_schema_formats_SOURCES = \
    tests/unit/test_sdk_schema_formats.c

check_PROGRAMS += tests/unit/test_sdk_schema_messages
TESTS += tests/unit/test_sdk_schema_messages
tests_unit_test_sdk_schema_messages_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_schema_messages_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_schema_messages_SOURCES = \
    tests/unit/test_sdk_schema_messages.c

check_PROGRAMS += tests/unit/test_sdk_schema_bounds
TESTS += tests/unit/test_sdk_schema_bounds
tests_unit_test_sdk_schema_bounds_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_schema_bounds_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_schema_bounds_SOURCES = \
    tests/unit/test_sdk_schema_bounds.c

# The SDK around executions: its own folder of connectors, right and wrong.
include tests/unit/connectors/local.mk
SDK_CONNECTOR_CPPFLAGS = $(SDK_TEST_CPPFLAGS) \
    -DTEST_CONNECTOR_DIR='"$(abs_top_builddir)/tests/unit/connectors/.libs"'

check_LTLIBRARIES += tests/unit/libscratch.la
tests_unit_libscratch_la_CPPFLAGS = $(TEST_CPPFLAGS)
tests_unit_libscratch_la_SOURCES = \
    tests/unit/scratch.c \
    tests/unit/scratch.h

SDK_SUITES = \
    tests/unit/test_sdk_catalogue \
    tests/unit/test_sdk_connector_json \
    tests/unit/test_sdk_live \
    tests/unit/test_sdk_load \
    tests/unit/test_sdk_secrets \
    tests/unit/test_sdk_state \
    tests/unit/test_sdk_trust \
    tests/unit/test_sdk_validate
check_PROGRAMS += $(SDK_SUITES)
TESTS += $(SDK_SUITES)

tests_unit_test_sdk_catalogue_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_catalogue_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_catalogue_SOURCES = \
    tests/unit/test_sdk_catalogue.c

tests_unit_test_sdk_live_CPPFLAGS = $(SDK_CONNECTOR_CPPFLAGS)
tests_unit_test_sdk_live_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_live_SOURCES = \
    tests/unit/test_sdk_live.c

tests_unit_test_sdk_load_CPPFLAGS = $(SDK_CONNECTOR_CPPFLAGS)
tests_unit_test_sdk_load_LDADD = tests/unit/libscratch.la $(SDK_TEST_LIBS)
tests_unit_test_sdk_load_SOURCES = \
    tests/unit/test_sdk_load.c

tests_unit_test_sdk_secrets_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_secrets_LDADD = tests/unit/libscratch.la $(SDK_TEST_LIBS)
tests_unit_test_sdk_secrets_SOURCES = \
    tests/unit/test_sdk_secrets.c

tests_unit_test_sdk_state_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_state_LDADD = tests/unit/libscratch.la $(SDK_TEST_LIBS)
tests_unit_test_sdk_state_SOURCES = \
    tests/unit/test_sdk_state.c

tests_unit_test_sdk_trust_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_trust_LDADD = tests/unit/libscratch.la $(SDK_TEST_LIBS) $(GNUTLS_LIBS)
tests_unit_test_sdk_trust_SOURCES = \
    tests/unit/test_sdk_trust.c

tests_unit_test_sdk_validate_CPPFLAGS = $(SDK_CONNECTOR_CPPFLAGS)
tests_unit_test_sdk_validate_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_validate_SOURCES = \
    tests/unit/test_sdk_validate.c

# What the library shows; a sanitized library shows what the sanitizers add, too.
dist_check_SCRIPTS += tests/unit/check-exports.sh
if !SANITIZERS
TESTS += tests/unit/check-exports.sh
endif

# Executions. The scripted connector does what an operation says, right or wrong.
check_LTLIBRARIES += tests/unit/scripted/script.la
tests_unit_scripted_script_la_CPPFLAGS = -I$(top_srcdir)/sdk/include
tests_unit_scripted_script_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -rpath /nowhere
tests_unit_scripted_script_la_LIBADD = $(JANSSON_LIBS) -lpthread
tests_unit_scripted_script_la_SOURCES = \
    tests/unit/scripted/script.c \
    tests/unit/scripted/script.h \
    tests/unit/scripted/script_descriptor.h \
    tests/unit/scripted/script_inputs.c \
    tests/unit/scripted/script_outputs.c \
    tests/unit/scripted/script_pool.c \
    tests/unit/scripted/script_rest.c

EXECUTION_TESTS = \
    tests/unit/test_sdk_directory \
    tests/unit/test_sdk_execution \
    tests/unit/test_sdk_flow \
    tests/unit/test_sdk_recovery \
    tests/unit/test_sdk_sinks \
    tests/unit/test_sdk_sources \
    tests/unit/test_sdk_modified_time
check_PROGRAMS += $(EXECUTION_TESTS)
TESTS += $(EXECUTION_TESTS)

tests_unit_test_sdk_directory_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_directory_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_directory_SOURCES = \
    tests/unit/contents.c \
    tests/unit/contents.h \
    tests/unit/deliver.c \
    tests/unit/deliver.h \
    tests/unit/scratch.c \
    tests/unit/scratch.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_directory.c

tests_unit_test_sdk_execution_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_execution_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_execution_SOURCES = \
    tests/unit/contents.c \
    tests/unit/contents.h \
    tests/unit/execution_bench.c \
    tests/unit/execution_bench.h \
    tests/unit/scratch.c \
    tests/unit/scratch.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_execution.c

tests_unit_test_sdk_flow_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_flow_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_flow_SOURCES = \
    tests/unit/contents.c \
    tests/unit/contents.h \
    tests/unit/execution_bench.c \
    tests/unit/execution_bench.h \
    tests/unit/scratch.c \
    tests/unit/scratch.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_flow.c

tests_unit_test_sdk_recovery_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_recovery_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_recovery_SOURCES = \
    tests/unit/contents.c \
    tests/unit/contents.h \
    tests/unit/scratch.c \
    tests/unit/scratch.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_recovery.c

tests_unit_test_sdk_sinks_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_sinks_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_sinks_SOURCES = \
    tests/unit/deliver.c \
    tests/unit/deliver.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_sinks.c

tests_unit_test_sdk_sources_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_sources_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_sources_SOURCES = \
    tests/unit/contents.c \
    tests/unit/contents.h \
    tests/unit/scratch.c \
    tests/unit/scratch.h \
    tests/unit/suite.h \
    tests/unit/test_sdk_sources.c

tests_unit_test_sdk_connector_json_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_connector_json_LDADD = $(CUNIT_LIBS)
tests_unit_test_sdk_connector_json_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_sdk_connector_json.c

tests_unit_test_sdk_modified_time_CPPFLAGS = $(SDK_TEST_CPPFLAGS)
tests_unit_test_sdk_modified_time_LDADD = $(SDK_TEST_LIBS)
tests_unit_test_sdk_modified_time_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_sdk_modified_time.c
