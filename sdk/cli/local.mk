# SPDX-License-Identifier: Apache-2.0
# The program. It sees the public headers alone, as any other host would.
noinst_LTLIBRARIES += sdk/cli/libcli.la
sdk_cli_libcli_la_CPPFLAGS = -I$(top_srcdir)/sdk/include
sdk_cli_libcli_la_SOURCES = \
    sdk/cli/amounts.c \
    sdk/cli/amounts.h \
    sdk/cli/asking.c \
    sdk/cli/asking.h \
    sdk/cli/cancel.c \
    sdk/cli/cancel.h \
    sdk/cli/certificate.c \
    sdk/cli/certificate.h \
    sdk/cli/command.h \
    sdk/cli/command_browse.c \
    sdk/cli/command_connectors.c \
    sdk/cli/command_describe.c \
    sdk/cli/command_init.c \
    sdk/cli/command_run.c \
    sdk/cli/command_test.c \
    sdk/cli/command_trust.c \
    sdk/cli/command_validate.c \
    sdk/cli/configuration.c \
    sdk/cli/configuration.h \
    sdk/cli/connector_use.c \
    sdk/cli/connector_use.h \
    sdk/cli/console.c \
    sdk/cli/console.h \
    sdk/cli/field_visible.c \
    sdk/cli/field_visible.h \
    sdk/cli/filter_text.c \
    sdk/cli/filter_text.h \
    sdk/cli/findings.c \
    sdk/cli/findings.h \
    sdk/cli/init_check.c \
    sdk/cli/init_check.h \
    sdk/cli/hint_fields.c \
    sdk/cli/hint_fields.h \
    sdk/cli/init_form.c \
    sdk/cli/init_form.h \
    sdk/cli/init_parts.c \
    sdk/cli/init_parts.h \
    sdk/cli/init_question.c \
    sdk/cli/init_question.h \
    sdk/cli/init_secret.c \
    sdk/cli/init_secret.h \
    sdk/cli/input_file.c \
    sdk/cli/input_file.h \
    sdk/cli/json_line.c \
    sdk/cli/json_line.h \
    sdk/cli/json_text.c \
    sdk/cli/json_text.h \
    sdk/cli/limits.c \
    sdk/cli/limits.h \
    sdk/cli/log_lines.c \
    sdk/cli/log_lines.h \
    sdk/cli/new_file.c \
    sdk/cli/new_file.h \
    sdk/cli/options.c \
    sdk/cli/options.h \
    sdk/cli/problem.c \
    sdk/cli/problem.h \
    sdk/cli/profile_file.c \
    sdk/cli/profile_file.h \
    sdk/cli/run_effects.c \
    sdk/cli/run_effects.h \
    sdk/cli/run_inputs.c \
    sdk/cli/run_inputs.h \
    sdk/cli/run_lines.c \
    sdk/cli/run_lines.h \
    sdk/cli/run_lines_read.c \
    sdk/cli/run_lock.c \
    sdk/cli/run_lock.h \
    sdk/cli/run_output.c \
    sdk/cli/run_output.h \
    sdk/cli/run_progress.c \
    sdk/cli/run_progress.h \
    sdk/cli/run_records.c \
    sdk/cli/run_records.h \
    sdk/cli/run_said.c \
    sdk/cli/run_said.h \
    sdk/cli/run_sink.c \
    sdk/cli/run_sink.h \
    sdk/cli/schema_field.c \
    sdk/cli/schema_field.h \
    sdk/cli/schema_fields.c \
    sdk/cli/schema_fields.h \
    sdk/cli/secret_memory.c \
    sdk/cli/secret_memory.h \
    sdk/cli/settings.c \
    sdk/cli/settings.h \
    sdk/cli/stages.c \
    sdk/cli/stages.h \
    sdk/cli/standard_streams.c \
    sdk/cli/standard_streams.h \
    sdk/cli/status.h \
    sdk/cli/suggest.c \
    sdk/cli/suggest.h \
    sdk/cli/table.c \
    sdk/cli/table.h \
    sdk/cli/text.c \
    sdk/cli/text.h \
    sdk/cli/trust_fetch.c \
    sdk/cli/trust_fetch.h \
    sdk/cli/trust_shown.c \
    sdk/cli/trust_shown.h

include sdk/cli/conform/local.mk

bin_PROGRAMS += hawser
hawser_SOURCES = \
    sdk/cli/candidates.c \
    sdk/cli/candidates.h \
    sdk/cli/command_complete.c \
    sdk/cli/complete_option.c \
    sdk/cli/complete_option.h \
    sdk/cli/complete_word.c \
    sdk/cli/complete_word.h \
    sdk/cli/completing.c \
    sdk/cli/completing.h \
    sdk/cli/main.c \
    sdk/cli/program_commands.c
hawser_CPPFLAGS = $(sdk_cli_libcli_la_CPPFLAGS)
hawser_LDFLAGS = $(AM_LDFLAGS) $(PIE_LDFLAGS)
hawser_LDADD = sdk/cli/conform/libconform.la sdk/cli/libcli.la sdk/src/libhawser.la $(JANSSON_LIBS)

dist_man_MANS = \
    docs/hawser.1 \
    docs/man/hawser-browse.1 \
    docs/man/hawser-conform.1 \
    docs/man/hawser-connectors.1 \
    docs/man/hawser-describe.1 \
    docs/man/hawser-init.1 \
    docs/man/hawser-run.1 \
    docs/man/hawser-test.1 \
    docs/man/hawser-trust.1 \
    docs/man/hawser-validate.1 \
    docs/man/hawser-connector.3 \
    docs/man/hawser-host.3 \
    docs/man/hawser-disk.7 \
    docs/man/hawser-ftp.7
EXTRA_DIST += \
    docs/man/command_pages.py \
    docs/man/conform.mdoc \
    docs/man/connector_pages.py \
    docs/man/generate.py \
    docs/man/header_pages.py \
    docs/man/mdoc.py \
    docs/man/run.mdoc

# Made from the program, the connectors and the headers, and kept so that a build needs no python3; a test tells when
# they have to be made again.
.PHONY: man-pages
man-pages: all
	HAWSER_CONNECTOR_PATH=$(abs_top_builddir)/.libs PYTHONDONTWRITEBYTECODE=1 \
	python3 $(srcdir)/docs/man/generate.py $(abs_top_builddir)/hawser $(srcdir) $(srcdir)/docs/man disk ftp

bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = sdk/cli/completion/hawser
zshcompletiondir = $(datadir)/zsh/site-functions
dist_zshcompletion_DATA = sdk/cli/completion/_hawser
