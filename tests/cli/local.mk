# SPDX-License-Identifier: Apache-2.0
# The program as a person runs it, and its parts that can be tested alone.
CLI_TEST_CPPFLAGS = $(TEST_CPPFLAGS) -I$(top_srcdir)/sdk/include -I$(top_srcdir)/sdk/cli
CLI_TEST_LIBS = sdk/cli/libcli.la $(JANSSON_LIBS) $(CUNIT_LIBS)

check_PROGRAMS += tests/cli/test_cli_filter_text
tests_cli_test_cli_filter_text_SOURCES = tests/cli/test_cli_filter_text.c
tests_cli_test_cli_filter_text_CPPFLAGS = $(CLI_TEST_CPPFLAGS)
tests_cli_test_cli_filter_text_LDADD = $(CLI_TEST_LIBS)
TESTS += tests/cli/test_cli_filter_text

check_PROGRAMS += tests/cli/test_cli_text
tests_cli_test_cli_text_SOURCES = tests/cli/test_cli_text.c
tests_cli_test_cli_text_CPPFLAGS = $(CLI_TEST_CPPFLAGS)
tests_cli_test_cli_text_LDADD = $(CLI_TEST_LIBS)
TESTS += tests/cli/test_cli_text
