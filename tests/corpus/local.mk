# SPDX-License-Identifier: Apache-2.0
# Material that others wrote stays outside; here is what judges by it.
check_PROGRAMS += tests/corpus/corpus
tests_corpus_corpus_CPPFLAGS = $(PLUGIN_CPPFLAGS) -I$(top_srcdir)/tests
tests_corpus_corpus_LDADD = plugin/ftp/protocol/libprotocol.la plugin/common/libcommon.la $(JANSSON_LIBS)
tests_corpus_corpus_SOURCES = \
    tests/corpus/corpus.h \
    tests/corpus/listing.c \
    tests/corpus/listing_time.c \
    tests/corpus/listing_time.h \
    tests/corpus/main.c \
    tests/corpus/records.c \
    tests/corpus/replies.c \
    tests/corpus/waivers.c

dist_check_SCRIPTS += tests/corpus/run.sh
TESTS += tests/corpus/run.sh
