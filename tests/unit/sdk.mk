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
