# SPDX-License-Identifier: Apache-2.0
COMMON_TESTS = \
    tests/unit/test_common_encoding \
    tests/unit/test_common_filter \
    tests/unit/test_common_name \
    tests/unit/test_common_regex \
    tests/unit/test_common_schemas \
    tests/unit/test_common_text \
    tests/unit/test_common_zone
check_PROGRAMS += $(COMMON_TESTS)
TESTS += $(COMMON_TESTS)

COMMON_TEST_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
COMMON_TEST_LIBS = plugin/common/libcommon.la $(JANSSON_LIBS) $(PCRE2_LIBS) $(CUNIT_LIBS)

tests_unit_test_common_encoding_CPPFLAGS = $(COMMON_TEST_CPPFLAGS)
tests_unit_test_common_encoding_LDADD = $(COMMON_TEST_LIBS)
tests_unit_test_common_encoding_SOURCES = \
    tests/unit/test_common_encoding.c

tests_unit_test_common_filter_CPPFLAGS = $(COMMON_TEST_CPPFLAGS)
tests_unit_test_common_filter_LDADD = $(COMMON_TEST_LIBS)
tests_unit_test_common_filter_SOURCES = \
    tests/unit/test_common_filter.c

tests_unit_test_common_name_CPPFLAGS = $(COMMON_TEST_CPPFLAGS)
tests_unit_test_common_name_LDADD = $(COMMON_TEST_LIBS)
tests_unit_test_common_name_SOURCES = \
    tests/unit/test_common_name.c

tests_unit_test_common_regex_CPPFLAGS = $(COMMON_TEST_CPPFLAGS)
tests_unit_test_common_regex_LDADD = $(COMMON_TEST_LIBS)
tests_unit_test_common_regex_SOURCES = \
    tests/unit/test_common_regex.c

tests_unit_test_common_schemas_CPPFLAGS = $(SCHEMAS_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_common_schemas_LDADD = schemas/libschemas.la $(JANSSON_LIBS) $(CUNIT_LIBS)
tests_unit_test_common_schemas_SOURCES = \
    tests/unit/test_common_schemas.c

tests_unit_test_common_text_CPPFLAGS = $(COMMON_TEST_CPPFLAGS)
tests_unit_test_common_text_LDADD = $(COMMON_TEST_LIBS)
tests_unit_test_common_text_SOURCES = \
    tests/unit/test_common_text.c

tests_unit_test_common_zone_CPPFLAGS = $(COMMON_TEST_CPPFLAGS)
tests_unit_test_common_zone_LDADD = $(COMMON_TEST_LIBS)
tests_unit_test_common_zone_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_common_zone.c
