# SPDX-License-Identifier: Apache-2.0
# Material that others wrote stays outside; here is what judges by it.
check_PROGRAMS += tests/corpus
tests_corpus_CPPFLAGS = $(PLUGIN_CPPFLAGS) -I$(top_srcdir)/tests
tests_corpus_LDADD = plugin/ftp/protocol/libprotocol.la plugin/common/libcommon.la $(JANSSON_LIBS)
tests_corpus_SOURCES = \
    tests/corpora/corpus.h \
    tests/corpora/listing.c \
    tests/corpora/listing_time.c \
    tests/corpora/listing_time.h \
    tests/corpora/main.c \
    tests/corpora/records.c \
    tests/corpora/replies.c \
    tests/corpora/waivers.c

dist_check_SCRIPTS += tests/corpora/run.sh
TESTS += tests/corpora/run.sh
