# SPDX-License-Identifier: Apache-2.0
FTP_TESTS = \
    tests/unit/test_ftp_fault \
    tests/unit/test_ftp_proxy \
    tests/unit/test_ftp_transport_address \
    tests/unit/test_ftp_transport_ciphers \
    tests/unit/test_ftp_transport_dial \
    tests/unit/test_ftp_transport_direct \
    tests/unit/test_ftp_transport_handshake \
    tests/unit/test_ftp_transport_path \
    tests/unit/test_ftp_transport_resolve \
    tests/unit/test_ftp_transport_session \
    tests/unit/test_ftp_transport_verify \
    tests/unit/test_ftp_writer
check_PROGRAMS += $(FTP_TESTS)
TESTS += $(FTP_TESTS)

FTP_TEST_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
FTP_TEST_LIBS = plugin/ftp/transport/libtransport.la plugin/ftp/protocol/libprotocol.la plugin/common/libcommon.la $(CUNIT_LIBS) -lpthread

tests_unit_test_ftp_fault_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_fault_LDADD = $(FTP_TEST_LIBS)
tests_unit_test_ftp_fault_SOURCES = \
    tests/unit/test_ftp_fault.c

tests_unit_test_ftp_proxy_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_proxy_LDADD = $(FTP_TEST_LIBS)
tests_unit_test_ftp_proxy_SOURCES = \
    tests/unit/test_ftp_proxy.c

tests_unit_test_ftp_transport_address_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_address_LDADD = $(FTP_TEST_LIBS)
tests_unit_test_ftp_transport_address_SOURCES = \
    tests/unit/test_ftp_transport_address.c

tests_unit_test_ftp_transport_direct_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_direct_LDADD = $(FTP_TEST_LIBS)
tests_unit_test_ftp_transport_direct_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_transport_direct.c

tests_unit_test_ftp_transport_ciphers_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_ciphers_LDADD = $(FTP_TEST_LIBS) $(GNUTLS_LIBS)
tests_unit_test_ftp_transport_ciphers_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_transport_ciphers.c

tests_unit_test_ftp_transport_dial_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_dial_LDADD = $(FTP_TEST_LIBS)
tests_unit_test_ftp_transport_dial_SOURCES = \
    tests/unit/test_ftp_transport_dial.c

tests_unit_test_ftp_transport_handshake_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_handshake_LDADD = $(FTP_TEST_LIBS) $(GNUTLS_LIBS)
tests_unit_test_ftp_transport_handshake_SOURCES = \
    tests/unit/test_ftp_transport_handshake.c \
    tests/unit/test_ftp_transport_peer.c \
    tests/unit/test_ftp_transport_peer.h \
    tests/unit/test_ftp_transport_world.c \
    tests/unit/test_ftp_transport_world.h

tests_unit_test_ftp_transport_path_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_path_LDADD = $(FTP_TEST_LIBS) $(GNUTLS_LIBS)
tests_unit_test_ftp_transport_path_SOURCES = \
    tests/unit/test_ftp_transport_path.c \
    tests/unit/test_ftp_transport_peer.c \
    tests/unit/test_ftp_transport_peer.h

tests_unit_test_ftp_transport_resolve_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_resolve_LDADD = $(FTP_TEST_LIBS)
tests_unit_test_ftp_transport_resolve_SOURCES = \
    tests/unit/test_ftp_transport_resolve.c

tests_unit_test_ftp_transport_session_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_session_LDADD = $(FTP_TEST_LIBS) $(GNUTLS_LIBS)
tests_unit_test_ftp_transport_session_SOURCES = \
    tests/unit/test_ftp_transport_session.c \
    tests/unit/test_ftp_transport_peer.c \
    tests/unit/test_ftp_transport_peer.h \
    tests/unit/test_ftp_transport_world.c \
    tests/unit/test_ftp_transport_world.h

tests_unit_test_ftp_transport_verify_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_transport_verify_LDADD = $(FTP_TEST_LIBS) $(GNUTLS_LIBS)
tests_unit_test_ftp_transport_verify_SOURCES = \
    tests/unit/test_ftp_transport_verify.c \
    tests/unit/test_ftp_transport_peer.c \
    tests/unit/test_ftp_transport_peer.h

# Chains that others wrote, where they are to be had.
check_PROGRAMS += tests/corpora/tls
TESTS += tests/corpora/tls
tests_corpora_tls_CPPFLAGS = $(FTP_TEST_CPPFLAGS) \
    -DDEFAULT_CORPORA='"$(abs_top_srcdir)/../shared/corpora"'
tests_corpora_tls_LDADD = $(FTP_TEST_LIBS) $(GNUTLS_LIBS)
tests_corpora_tls_SOURCES = \
    tests/corpora/tls.c \
    tests/corpora/tls.h \
    tests/corpora/tls_main.c \
    tests/unit/test_ftp_transport_peer.c \
    tests/unit/test_ftp_transport_peer.h

tests_unit_test_ftp_writer_CPPFLAGS = $(FTP_TEST_CPPFLAGS)
tests_unit_test_ftp_writer_LDADD = plugin/ftp/libftp.la $(CUNIT_LIBS) $(JANSSON_LIBS) $(GNUTLS_LIBS)
tests_unit_test_ftp_writer_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_writer.c
