# SPDX-License-Identifier: Apache-2.0
include plugin/ftp/protocol/local.mk
include plugin/ftp/transport/local.mk

# Everything but the entry, so that unit tests can link it.
noinst_LTLIBRARIES += plugin/ftp/libftp.la
plugin_ftp_libftp_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(SCHEMAS_CPPFLAGS)
plugin_ftp_libftp_la_LIBADD = \
    plugin/ftp/transport/libtransport.la \
    plugin/ftp/protocol/libprotocol.la \
    plugin/common/libcommon.la \
    schemas/libschemas.la \
    $(GNUTLS_LIBS) $(JANSSON_LIBS)
plugin_ftp_libftp_la_SOURCES = \
    plugin/ftp/actions/create.c \
    plugin/ftp/actions/delete.c \
    plugin/ftp/actions/directories.c \
    plugin/ftp/actions/directories.h \
    plugin/ftp/actions/fetch.c \
    plugin/ftp/actions/fetch.h \
    plugin/ftp/actions/get.c \
    plugin/ftp/actions/host.c \
    plugin/ftp/actions/host.h \
    plugin/ftp/actions/list.c \
    plugin/ftp/actions/lock.c \
    plugin/ftp/actions/lock.h \
    plugin/ftp/actions/lock_break.c \
    plugin/ftp/actions/match.c \
    plugin/ftp/actions/match.h \
    plugin/ftp/actions/place.c \
    plugin/ftp/actions/place.h \
    plugin/ftp/actions/plan.c \
    plugin/ftp/actions/plan.h \
    plugin/ftp/actions/plan_sort.c \
    plugin/ftp/actions/probe.c \
    plugin/ftp/actions/probe.h \
    plugin/ftp/actions/query.c \
    plugin/ftp/actions/query_plan.c \
    plugin/ftp/actions/query_plan.h \
    plugin/ftp/actions/receive.c \
    plugin/ftp/actions/receive.h \
    plugin/ftp/actions/resume.c \
    plugin/ftp/actions/resume.h \
    plugin/ftp/actions/run.c \
    plugin/ftp/actions/run.h \
    plugin/ftp/actions/sweep.c \
    plugin/ftp/actions/sweep.h \
    plugin/ftp/actions/select.c \
    plugin/ftp/actions/select.h \
    plugin/ftp/actions/source.c \
    plugin/ftp/actions/source.h \
    plugin/ftp/actions/target.c \
    plugin/ftp/actions/target.h \
    plugin/ftp/actions/temporary.c \
    plugin/ftp/actions/temporary.h \
    plugin/ftp/actions/upload.c \
    plugin/ftp/actions/upload.h \
    plugin/ftp/actions/upload_resume.c \
    plugin/ftp/actions/walk.c \
    plugin/ftp/actions/walk.h \
    plugin/ftp/config/connection.c \
    plugin/ftp/config/connection.h \
    plugin/ftp/config/findings.c \
    plugin/ftp/config/findings.h \
    plugin/ftp/config/input.c \
    plugin/ftp/config/input.h \
    plugin/ftp/config/json.c \
    plugin/ftp/config/json.h \
    plugin/ftp/config/operation.c \
    plugin/ftp/config/operation.h \
    plugin/ftp/emit/descriptor.c \
    plugin/ftp/emit/descriptor.h \
    plugin/ftp/emit/document.c \
    plugin/ftp/emit/document.h \
    plugin/ftp/emit/json.c \
    plugin/ftp/emit/json.h \
    plugin/ftp/emit/stage.c \
    plugin/ftp/emit/stage.h \
    plugin/ftp/session/control.c \
    plugin/ftp/session/control.h \
    plugin/ftp/session/data.c \
    plugin/ftp/session/data.h \
    plugin/ftp/session/directory.c \
    plugin/ftp/session/directory.h \
    plugin/ftp/session/discover.c \
    plugin/ftp/session/file.c \
    plugin/ftp/session/file.h \
    plugin/ftp/session/keep_alive.c \
    plugin/ftp/session/keep_alive.h \
    plugin/ftp/session/listing.c \
    plugin/ftp/session/listing.h \
    plugin/ftp/session/login.c \
    plugin/ftp/session/login.h \
    plugin/ftp/session/lookup.c \
    plugin/ftp/session/lookup.h \
    plugin/ftp/session/pump.c \
    plugin/ftp/session/pump.h \
    plugin/ftp/session/pump_control.c \
    plugin/ftp/session/pump_data.c \
    plugin/ftp/session/refusal.c \
    plugin/ftp/session/refusal.h \
    plugin/ftp/session/rate.c \
    plugin/ftp/session/rate.h \
    plugin/ftp/session/secret.c \
    plugin/ftp/session/secret.h \
    plugin/ftp/session/secure.c \
    plugin/ftp/session/session.c \
    plugin/ftp/session/session.h \
    plugin/ftp/session/transcript.c \
    plugin/ftp/session/transcript.h \
    plugin/ftp/session/transfer.c \
    plugin/ftp/session/transfer.h \
    plugin/ftp/session/transfer_retry.c

connector_LTLIBRARIES += ftp.la
ftp_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
ftp_la_LDFLAGS = $(AM_LDFLAGS) -module -avoid-version -shared -export-symbols-regex '^hawser_connector_entry$$'
ftp_la_LIBADD = plugin/ftp/libftp.la
ftp_la_SOURCES = plugin/ftp/connector.c
