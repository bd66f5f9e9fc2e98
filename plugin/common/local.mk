# SPDX-License-Identifier: Apache-2.0
# What file connectors share.
noinst_LTLIBRARIES += plugin/common/libcommon.la
plugin_common_libcommon_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugin_common_libcommon_la_LIBADD = $(JANSSON_LIBS) $(PCRE2_LIBS)
plugin_common_libcommon_la_SOURCES = \
    plugin/common/beneath.c \
    plugin/common/beneath.h \
    plugin/common/buffer.c \
    plugin/common/buffer.h \
    plugin/common/encoding.c \
    plugin/common/encoding.h \
    plugin/common/filter.h \
    plugin/common/filter_compile.c \
    plugin/common/filter_match.c \
    plugin/common/filter_tree.h \
    plugin/common/hex.c \
    plugin/common/hex.h \
    plugin/common/java_regex.c \
    plugin/common/java_regex.h \
    plugin/common/java_regex_class.c \
    plugin/common/java_regex_escape.c \
    plugin/common/java_regex_group.c \
    plugin/common/java_regex_scan.h \
    plugin/common/name.c \
    plugin/common/name.h \
    plugin/common/pattern.c \
    plugin/common/pattern.h \
    plugin/common/thread.c \
    plugin/common/thread.h \
    plugin/common/timestamp_text.c \
    plugin/common/timestamp_text.h \
    plugin/common/utf8.c \
    plugin/common/utf8.h \
    plugin/common/wildcard.c \
    plugin/common/wildcard.h \
    plugin/common/zone.c \
    plugin/common/zone.h \
    plugin/common/zone_rule.c \
    plugin/common/zone_rule.h
