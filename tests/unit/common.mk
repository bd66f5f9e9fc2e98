# SPDX-License-Identifier: Apache-2.0
COMMON_TESTS = \
    tests/unit/test_common_schemas
check_PROGRAMS += $(COMMON_TESTS)
TESTS += $(COMMON_TESTS)

tests_unit_test_common_schemas_CPPFLAGS = $(SCHEMAS_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_common_schemas_LDADD = schemas/libschemas.la $(JANSSON_LIBS) $(CUNIT_LIBS)
tests_unit_test_common_schemas_SOURCES = \
    tests/unit/test_common_schemas.c
