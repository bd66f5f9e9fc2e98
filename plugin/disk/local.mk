# SPDX-License-Identifier: Apache-2.0
# Files of a local directory: the example of a connector that works.
connector_LTLIBRARIES += disk.la
disk_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(SCHEMAS_CPPFLAGS)
disk_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared -export-symbols-regex '^hawser_connector_entry$$'
disk_la_LIBADD = plugin/common/libcommon.la schemas/libschemas.la $(JANSSON_LIBS)
disk_la_SOURCES = \
    plugin/disk/connector.c \
    plugin/disk/describe.c \
    plugin/disk/fault.c \
    plugin/disk/place.c \
    plugin/disk/read.c \
    plugin/disk/run.h \
    plugin/disk/walk.c \
    plugin/disk/write.c
