# SPDX-License-Identifier: Apache-2.0
# The FTP connector on real servers, through the public host SDK. Each suite starts its own servers on loopback.
INTEROP_CPPFLAGS = $(TEST_CPPFLAGS) -I$(top_srcdir)/sdk/include \
    -DINTEROP_CONNECTOR='"$(abs_top_builddir)/.libs/ftp.so"' \
    -DINTEROP_PROGRAM='"$(abs_top_builddir)/hawser"'
INTEROP_LIBS = tests/interop/libinterop.la tests/support/libsupport.la sdk/src/libhawser.la \
    $(JANSSON_LIBS) $(CUNIT_LIBS)
# The connector is loaded, not linked.
INTEROP_NEEDS = $(INTEROP_LIBS_BUILT) ftp.la
INTEROP_LIBS_BUILT = tests/interop/libinterop.la tests/support/libsupport.la sdk/src/libhawser.la

check_LTLIBRARIES += tests/interop/libinterop.la
tests_interop_libinterop_la_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_libinterop_la_SOURCES = \
    tests/interop/expect.c \
    tests/interop/expect.h \
    tests/interop/job.c \
    tests/interop/job.h \
    tests/interop/matrix.c \
    tests/interop/matrix.h \
    tests/interop/remote.c \
    tests/interop/remote.h \
    tests/interop/rig.c \
    tests/interop/rig.h \
    tests/interop/suite.c \
    tests/interop/suite.h

INTEROP_TESTS = \
    tests/interop/test_matrix_vsftpd \
    tests/interop/test_matrix_proftpd \
    tests/interop/test_matrix_pureftpd \
    tests/interop/test_matrix_pyftpdlib \
    tests/interop/test_resume_proftpd \
    tests/interop/test_resume_vsftpd
check_PROGRAMS += $(INTEROP_TESTS)
TESTS += $(INTEROP_TESTS)

tests_interop_test_matrix_vsftpd_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_matrix_vsftpd_LDADD = $(INTEROP_LIBS)
tests_interop_test_matrix_vsftpd_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_matrix_vsftpd_SOURCES = \
    tests/interop/test_matrix_vsftpd.c

tests_interop_test_matrix_proftpd_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_matrix_proftpd_LDADD = $(INTEROP_LIBS)
tests_interop_test_matrix_proftpd_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_matrix_proftpd_SOURCES = \
    tests/interop/test_matrix_proftpd.c

tests_interop_test_matrix_pureftpd_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_matrix_pureftpd_LDADD = $(INTEROP_LIBS)
tests_interop_test_matrix_pureftpd_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_matrix_pureftpd_SOURCES = \
    tests/interop/test_matrix_pureftpd.c

tests_interop_test_matrix_pyftpdlib_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_matrix_pyftpdlib_LDADD = $(INTEROP_LIBS)
tests_interop_test_matrix_pyftpdlib_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_matrix_pyftpdlib_SOURCES = \
    tests/interop/test_matrix_pyftpdlib.c

tests_interop_test_resume_proftpd_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_resume_proftpd_LDADD = $(INTEROP_LIBS)
tests_interop_test_resume_proftpd_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_resume_proftpd_SOURCES = \
    tests/interop/resume.c \
    tests/interop/resume.h \
    tests/interop/test_resume_proftpd.c

tests_interop_test_resume_vsftpd_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_resume_vsftpd_LDADD = $(INTEROP_LIBS)
tests_interop_test_resume_vsftpd_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_resume_vsftpd_SOURCES = \
    tests/interop/resume.c \
    tests/interop/resume.h \
    tests/interop/test_resume_vsftpd.c
