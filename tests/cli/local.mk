# SPDX-License-Identifier: Apache-2.0
# The program as a person runs it, and its parts that can be tested alone.
CLI_TEST_CPPFLAGS = $(TEST_CPPFLAGS) -I$(top_srcdir)/sdk/include -I$(top_srcdir)/sdk/cli
CLI_TEST_LIBS = sdk/cli/libcli.la $(JANSSON_LIBS) $(CUNIT_LIBS)

check_PROGRAMS += tests/cli/test_cli_filter_text
tests_cli_test_cli_filter_text_SOURCES = tests/cli/test_cli_filter_text.c
tests_cli_test_cli_filter_text_CPPFLAGS = $(CLI_TEST_CPPFLAGS)
tests_cli_test_cli_filter_text_LDADD = $(CLI_TEST_LIBS)
TESTS += tests/cli/test_cli_filter_text

check_PROGRAMS += tests/cli/test_cli_hint_fields
tests_cli_test_cli_hint_fields_SOURCES = tests/cli/test_cli_hint_fields.c
tests_cli_test_cli_hint_fields_CPPFLAGS = $(CLI_TEST_CPPFLAGS)
tests_cli_test_cli_hint_fields_LDADD = $(CLI_TEST_LIBS)
TESTS += tests/cli/test_cli_hint_fields

check_PROGRAMS += tests/cli/test_cli_json_line
tests_cli_test_cli_json_line_SOURCES = tests/cli/test_cli_json_line.c
tests_cli_test_cli_json_line_CPPFLAGS = $(CLI_TEST_CPPFLAGS) $(TEST_CPPFLAGS)
tests_cli_test_cli_json_line_LDADD = $(CLI_TEST_LIBS)
TESTS += tests/cli/test_cli_json_line

check_PROGRAMS += tests/cli/test_cli_text
tests_cli_test_cli_text_SOURCES = tests/cli/test_cli_text.c
tests_cli_test_cli_text_CPPFLAGS = $(CLI_TEST_CPPFLAGS)
tests_cli_test_cli_text_LDADD = $(CLI_TEST_LIBS)
TESTS += tests/cli/test_cli_text

# A connector without a network, for what the program does with one.
check_LTLIBRARIES += tests/cli/demo.la
tests_cli_demo_la_SOURCES = \
    tests/cli/demo.c \
    tests/cli/demo_descriptor.h
tests_cli_demo_la_CPPFLAGS = -I$(top_srcdir)/sdk/include
tests_cli_demo_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared -rpath /nowhere
tests_cli_demo_la_LIBADD = $(JANSSON_LIBS)

CLI_TESTS = \
    tests/cli/broken_file.sh \
    tests/cli/browse.sh \
    tests/cli/init_form.sh \
    tests/cli/progress.sh \
    tests/cli/complete.sh \
    tests/cli/complete_shells.sh \
    tests/cli/configuration.sh \
    tests/cli/disk.sh \
    tests/cli/ending.sh \
    tests/cli/ftp.sh \
    tests/cli/run.sh \
    tests/cli/durable.sh \
    tests/cli/run_options.sh \
    tests/cli/trust.sh \
    tests/cli/usage.sh \
    tests/cli/widths.sh
dist_check_SCRIPTS += $(CLI_TESTS)
EXTRA_DIST += \
    tests/cli/init_form.py \
    tests/cli/init_ftp.py \
    tests/cli/progress.py \
    tests/cli/setup.sh \
    tests/cli/terminal.py \
    tests/cli/widths.py
TESTS += $(CLI_TESTS)
