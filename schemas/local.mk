# SPDX-License-Identifier: Apache-2.0
# One source for every schema: installed as they are, and embedded byte by byte for whoever links libschemas.la
# (#include "schemas/embedded.h").
SCHEMAS_CPPFLAGS = -I$(top_srcdir)

dist_schema_DATA = \
    schemas/descriptor.json \
    schemas/error.json \
    schemas/finding.json \
    schemas/result.json \
    schemas/stage.json

ftpschemadir = $(schemadir)/ftp
dist_ftpschema_DATA = \
    schemas/ftp/connection.json \
    schemas/ftp/connector.json \
    schemas/ftp/create.json \
    schemas/ftp/delete.json \
    schemas/ftp/get.json \
    schemas/ftp/list.json \
    schemas/ftp/query.json

diskschemadir = $(schemadir)/disk
dist_diskschema_DATA = \
    schemas/disk/connector.json

SCHEMA_FILES = $(dist_schema_DATA) $(dist_ftpschema_DATA) $(dist_diskschema_DATA)

noinst_LTLIBRARIES += schemas/libschemas.la
schemas_libschemas_la_CPPFLAGS = $(SCHEMAS_CPPFLAGS)
schemas_libschemas_la_SOURCES = \
    schemas/embedded.c \
    schemas/embedded.h \
    schemas/embedded_table.h
nodist_schemas_libschemas_la_SOURCES = \
    schemas/embedded_data.c

EXTRA_DIST += schemas/embed.awk
CLEANFILES += schemas/embedded_data.c

# The names in the table are the paths below schemas/, hence the cd; the output stays in the build tree. This
# file is a prerequisite for the sake of a schema that was added or taken away.
schemas/embedded_data.c: $(SCHEMA_FILES) schemas/embed.awk schemas/local.mk
	$(AM_V_GEN)$(MKDIR_P) schemas
	$(AM_V_at)(cd $(srcdir)/schemas && \
	    LC_ALL=C $(AWK) -f embed.awk `echo ' $(SCHEMA_FILES)' | $(SED) 's| schemas/| |g'`) > $@.tmp
	$(AM_V_at)mv $@.tmp $@
