# SPDX-License-Identifier: Apache-2.0
# What file connectors share.
noinst_LTLIBRARIES += plugin/common/libcommon.la
plugin_common_libcommon_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugin_common_libcommon_la_LIBADD = $(JANSSON_LIBS) $(PCRE2_LIBS)
plugin_common_libcommon_la_SOURCES = \
    plugin/common/buffer.c \
    plugin/common/buffer.h
