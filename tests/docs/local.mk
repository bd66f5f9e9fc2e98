# SPDX-License-Identifier: Apache-2.0
# That the documentation is true: its tables, its example, its options.
check_PROGRAMS += tests/docs/tables
tests_docs_tables_LDADD = $(JANSSON_LIBS)
tests_docs_tables_SOURCES = tests/docs/tables.c

# The example, as another host would be built: the public header and the library alone.
check_PROGRAMS += docs/examples/embed
docs_examples_embed_CPPFLAGS = -I$(top_srcdir)/sdk/include
docs_examples_embed_LDADD = sdk/src/libhawser.la
docs_examples_embed_SOURCES = docs/examples/embed.c

DOCS_TESTS = \
    tests/docs/coverage.sh \
    tests/docs/embed.sh \
    tests/docs/manual.sh \
    tests/docs/man_pages.sh \
    tests/docs/security.sh \
    tests/docs/statuses.sh \
    tests/docs/tables.sh
dist_check_SCRIPTS += $(DOCS_TESTS)
TESTS += $(DOCS_TESTS)

# How the code is written.
LINT_TESTS = \
    tests/headers.sh \
    tests/lint.sh
dist_check_SCRIPTS += $(LINT_TESTS)
TESTS += $(LINT_TESTS)

EXTRA_DIST += \
    docs/coverage.md \
    docs/decisions.md \
    docs/performance.md \
    docs/delivery.md \
    docs/errors.md \
    docs/reliability.md \
    tests/docs/coverage.awk \
    tests/docs/server.sh
