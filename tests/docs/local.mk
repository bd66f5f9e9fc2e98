# SPDX-License-Identifier: Apache-2.0
# That the documentation is true: its tables, its examples, its options.
check_PROGRAMS += tests/docs/tables
tests_docs_tables_LDADD = $(JANSSON_LIBS)
tests_docs_tables_SOURCES = tests/docs/tables.c

DOCS_TESTS = \
    tests/docs/embed.sh \
    tests/docs/examples.sh \
    tests/docs/guide-connector.sh \
    tests/docs/guide-embedding.sh \
    tests/docs/guide-integration.sh \
    tests/docs/guides.sh \
    tests/docs/manual.sh \
    tests/docs/statuses.sh
dist_check_SCRIPTS += $(DOCS_TESTS)
TESTS += $(DOCS_TESTS)

# How the code is written, and whether texts agree with each other: a sanitizer finds nothing there.
TEXT_TESTS = \
    tests/docs/coverage.sh \
    tests/docs/ids.sh \
    tests/docs/man_pages.sh \
    tests/docs/messages.sh \
    tests/docs/security.sh \
    tests/docs/tables.sh \
    tests/headers.sh \
    tests/lint.sh
dist_check_SCRIPTS += $(TEXT_TESTS)
if !SANITIZERS
TESTS += $(TEXT_TESTS)
endif

EXTRA_DIST += \
    docs/coverage.md \
    docs/decisions.md \
    docs/performance.md \
    docs/delivery.md \
    docs/errors.md \
    docs/reliability.md \
    docs/guide-connector.md \
    docs/guide-embedding.md \
    docs/guide-integration.md \
    tests/docs/coverage.awk \
    tests/docs/messages.py \
    tests/docs/guide.py \
    tests/docs/installed.sh \
    tests/docs/server.sh
