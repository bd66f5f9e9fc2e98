# SPDX-License-Identifier: Apache-2.0
# Sockets, waiting and TLS; knows no FTP command. Who links this links libprotocol.la and libcommon.la too.
noinst_LTLIBRARIES += plugin/ftp/transport/libtransport.la
plugin_ftp_transport_libtransport_la_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(GNUTLS_CFLAGS) $(IDN2_CFLAGS)
plugin_ftp_transport_libtransport_la_CFLAGS = $(AM_CFLAGS) -pthread
plugin_ftp_transport_libtransport_la_LIBADD = \
    $(GNUTLS_LIBS) $(IDN2_LIBS) -lpthread
plugin_ftp_transport_libtransport_la_SOURCES = \
    plugin/ftp/transport/address.c \
    plugin/ftp/transport/dial.c \
    plugin/ftp/transport/dial.h \
    plugin/ftp/transport/host_name.c \
    plugin/ftp/transport/host_name.h \
    plugin/ftp/transport/listen.c \
    plugin/ftp/transport/proxy.c \
    plugin/ftp/transport/proxy.h \
    plugin/ftp/transport/proxy_codec.h \
    plugin/ftp/transport/proxy_http.c \
    plugin/ftp/transport/proxy_socks.c \
    plugin/ftp/transport/proxy_url.c \
    plugin/ftp/transport/proxy_url.h \
    plugin/ftp/transport/resolve.c \
    plugin/ftp/transport/socket.c \
    plugin/ftp/transport/socket.h \
    plugin/ftp/transport/stream.c \
    plugin/ftp/transport/stream_direct.c \
    plugin/ftp/transport/stream_direct.h \
    plugin/ftp/transport/stream.h \
    plugin/ftp/transport/stream_tls.h \
    plugin/ftp/transport/system_error.c \
    plugin/ftp/transport/system_error.h \
    plugin/ftp/transport/tls.c \
    plugin/ftp/transport/tls.h \
    plugin/ftp/transport/tls_certificate.c \
    plugin/ftp/transport/tls_certificate.h \
    plugin/ftp/transport/tls_ciphers.c \
    plugin/ftp/transport/tls_ciphers.h \
    plugin/ftp/transport/tls_client.c \
    plugin/ftp/transport/tls_error.c \
    plugin/ftp/transport/tls_io.c \
    plugin/ftp/transport/tls_path.c \
    plugin/ftp/transport/tls_path.h \
    plugin/ftp/transport/tls_pin.c \
    plugin/ftp/transport/tls_pin.h \
    plugin/ftp/transport/tls_resume.c \
    plugin/ftp/transport/tls_rules.c \
    plugin/ftp/transport/tls_session.h \
    plugin/ftp/transport/tls_verify.c \
    plugin/ftp/transport/tls_wire.c \
    plugin/ftp/transport/trust.c \
    plugin/ftp/transport/trust.h \
    plugin/ftp/transport/wait.c \
    plugin/ftp/transport/wait.h
