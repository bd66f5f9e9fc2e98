# SPDX-License-Identifier: Apache-2.0
# What tests of every kind share: real servers, certificates, folders and processes.
SUPPORT_CPPFLAGS = $(TEST_CPPFLAGS) \
    -DHAWSER_TEST_SERVERS_DEFAULT='"$(abs_top_srcdir)/.servers"' \
    -DHAWSER_TEST_PYFTPDLIB_SERVER='"$(abs_top_srcdir)/tests/support/pyftpdlib_server.py"'

EXTRA_DIST += \
    tests/servers/fetch \
    tests/servers/packages.sh \
    tests/support/pyftpdlib_server.py

check_LTLIBRARIES += tests/support/libsupport.la
tests_support_libsupport_la_CPPFLAGS = $(SUPPORT_CPPFLAGS)
tests_support_libsupport_la_LIBADD = $(GNUTLS_LIBS) -lcrypt
tests_support_libsupport_la_SOURCES = \
    tests/support/command.c \
    tests/support/file.c \
    tests/support/folder.c \
    tests/support/folder.h \
    tests/support/greeting.c \
    tests/support/greeting.h \
    tests/support/keeper.c \
    tests/support/keeper.h \
    tests/support/pki.c \
    tests/support/pki.h \
    tests/support/ports.c \
    tests/support/ports.h \
    tests/support/sanitized.h \
    tests/support/process.c \
    tests/support/process.h \
    tests/support/proxy.c \
    tests/support/proxy.h \
    tests/support/server.c \
    tests/support/server.h \
    tests/support/server_parts.h \
    tests/support/server_proftpd.c \
    tests/support/server_pureftpd.c \
    tests/support/server_pyftpdlib.c \
    tests/support/server_vsftpd.c

check_PROGRAMS += tests/support/serve
tests_support_serve_CPPFLAGS = $(TEST_CPPFLAGS)
tests_support_serve_LDADD = tests/support/libsupport.la $(JANSSON_LIBS)
tests_support_serve_SOURCES = tests/support/serve.c

support_tests = tests/support/test_pki tests/support/test_servers tests/support/test_support
check_PROGRAMS += $(support_tests)
TESTS += $(support_tests)
SUPPORT_TEST_LIBS = tests/support/libsupport.la $(CUNIT_LIBS)

tests_support_test_pki_CPPFLAGS = $(TEST_CPPFLAGS)
tests_support_test_pki_LDADD = $(SUPPORT_TEST_LIBS) $(GNUTLS_LIBS)
tests_support_test_pki_SOURCES = tests/support/test_pki.c

tests_support_test_servers_CPPFLAGS = $(TEST_CPPFLAGS)
tests_support_test_servers_LDADD = $(SUPPORT_TEST_LIBS)
tests_support_test_servers_SOURCES = tests/support/test_servers.c

tests_support_test_support_CPPFLAGS = $(TEST_CPPFLAGS)
tests_support_test_support_LDADD = $(SUPPORT_TEST_LIBS)
tests_support_test_support_SOURCES = tests/support/test_support.c
