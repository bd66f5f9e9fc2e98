# SPDX-License-Identifier: Apache-2.0
# libhawser. The convenience library lets unit tests reach what the shared library hides.
SDK_CPPFLAGS = -I$(top_srcdir)/sdk/include -I$(top_srcdir)/sdk/src \
    -DHAWSER_CONNECTOR_DIR='"$(connectordir)"' -DHAWSER_SYSCONF_DIR='"$(sysconfdir)"' \
    -DHAWSER_STATE_DIR='"$(localstatedir)/lib/hawser"'

noinst_LTLIBRARIES += sdk/src/libhawsercore.la
sdk_src_libhawsercore_la_CPPFLAGS = $(SDK_CPPFLAGS)
sdk_src_libhawsercore_la_CFLAGS = $(AM_CFLAGS)
sdk_src_libhawsercore_la_LIBADD = $(JANSSON_LIBS) $(PCRE2_LIBS) -lm
sdk_src_libhawsercore_la_SOURCES = \
    sdk/src/pointer.c \
    sdk/src/pointer.h \
    sdk/src/schema.h \
    sdk/src/schema_choice.c \
    sdk/src/schema_choice.h \
    sdk/src/schema_compile.c \
    sdk/src/schema_compiler.h \
    sdk/src/schema_describe.c \
    sdk/src/schema_describe.h \
    sdk/src/schema_extension.c \
    sdk/src/schema_field.c \
    sdk/src/schema_field.h \
    sdk/src/schema_fill.c \
    sdk/src/schema_finding.c \
    sdk/src/schema_finding.h \
    sdk/src/schema_format.c \
    sdk/src/schema_format.h \
    sdk/src/schema_format_network.c \
    sdk/src/schema_format_time.c \
    sdk/src/schema_hint.c \
    sdk/src/schema_json.c \
    sdk/src/schema_json.h \
    sdk/src/schema_keyword.c \
    sdk/src/schema_keywords_array.c \
    sdk/src/schema_keywords_logic.c \
    sdk/src/schema_keywords_object.c \
    sdk/src/schema_keywords_value.c \
    sdk/src/schema_loop.c \
    sdk/src/schema_message.c \
    sdk/src/schema_message.h \
    sdk/src/schema_node.h \
    sdk/src/schema_number.c \
    sdk/src/schema_pattern.c \
    sdk/src/schema_pattern.h \
    sdk/src/schema_pattern_translate.c \
    sdk/src/schema_reference.c \
    sdk/src/schema_run.h \
    sdk/src/schema_suggest.c \
    sdk/src/schema_suggest.h \
    sdk/src/schema_text.c \
    sdk/src/schema_text.h \
    sdk/src/schema_types.h \
    sdk/src/schema_uri.c \
    sdk/src/schema_uri.h \
    sdk/src/schema_validate.c
