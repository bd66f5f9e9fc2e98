# SPDX-License-Identifier: Apache-2.0
# Codecs without I/O. Who links this links plugin/common/libcommon.la too.
noinst_LTLIBRARIES += plugin/ftp/protocol/libprotocol.la
plugin_ftp_protocol_libprotocol_la_CPPFLAGS = $(PLUGIN_CPPFLAGS)
plugin_ftp_protocol_libprotocol_la_SOURCES = \
    plugin/ftp/protocol/address.c \
    plugin/ftp/protocol/address.h \
    plugin/ftp/protocol/ascii.c \
    plugin/ftp/protocol/ascii.h \
    plugin/ftp/protocol/checksum.c \
    plugin/ftp/protocol/checksum.h \
    plugin/ftp/protocol/command.c \
    plugin/ftp/protocol/command.h \
    plugin/ftp/protocol/fault.c \
    plugin/ftp/protocol/fault.h \
    plugin/ftp/protocol/fault_connection.c \
    plugin/ftp/protocol/fault_exchange.c \
    plugin/ftp/protocol/fault_files.c \
    plugin/ftp/protocol/fault_table.h \
    plugin/ftp/protocol/feat.c \
    plugin/ftp/protocol/feat.h \
    plugin/ftp/protocol/limits.h \
    plugin/ftp/protocol/listing.c \
    plugin/ftp/protocol/listing.h \
    plugin/ftp/protocol/listing_columns.c \
    plugin/ftp/protocol/listing_columns.h \
    plugin/ftp/protocol/listing_date.c \
    plugin/ftp/protocol/listing_date.h \
    plugin/ftp/protocol/listing_dialect.h \
    plugin/ftp/protocol/listing_dos.c \
    plugin/ftp/protocol/listing_eplf.c \
    plugin/ftp/protocol/listing_heading.c \
    plugin/ftp/protocol/listing_mlsx.c \
    plugin/ftp/protocol/listing_month.c \
    plugin/ftp/protocol/listing_mvs.c \
    plugin/ftp/protocol/listing_netware.c \
    plugin/ftp/protocol/listing_nonstop.c \
    plugin/ftp/protocol/listing_os2.c \
    plugin/ftp/protocol/listing_os400.c \
    plugin/ftp/protocol/listing_stat.c \
    plugin/ftp/protocol/listing_unix.c \
    plugin/ftp/protocol/listing_vms.c \
    plugin/ftp/protocol/listing_vshell.c \
    plugin/ftp/protocol/listing_vxworks.c \
    plugin/ftp/protocol/listing_zvm.c \
    plugin/ftp/protocol/path.c \
    plugin/ftp/protocol/path.h \
    plugin/ftp/protocol/reply.c \
    plugin/ftp/protocol/reply.h \
    plugin/ftp/protocol/span.c \
    plugin/ftp/protocol/span.h \
    plugin/ftp/protocol/time.c \
    plugin/ftp/protocol/time.h
