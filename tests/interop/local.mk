# SPDX-License-Identifier: Apache-2.0
# The FTP connector on real servers, through the public host SDK. Each suite starts its own servers on loopback.
INTEROP_CPPFLAGS = $(TEST_CPPFLAGS) -I$(top_srcdir)/sdk/include \
    -DINTEROP_CONNECTOR='"$(abs_top_builddir)/.libs/ftp.so"' \
    -DINTEROP_CONNECTOR_FOLDER='"$(abs_top_builddir)/.libs"' \
    -DINTEROP_PROGRAM='"$(abs_top_builddir)/hawser"'
INTEROP_LIBS = tests/interop/libinterop.la tests/support/libsupport.la sdk/src/libhawser.la \
    $(JANSSON_LIBS) $(CUNIT_LIBS)
# The connector is loaded, not linked.
INTEROP_NEEDS = $(INTEROP_BUILT) ftp.la hawser$(EXEEXT)
INTEROP_BUILT = tests/interop/libinterop.la tests/support/libsupport.la sdk/src/libhawser.la

check_LTLIBRARIES += tests/interop/libinterop.la
tests_interop_libinterop_la_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_libinterop_la_SOURCES = \
    tests/interop/creating.c \
    tests/interop/creating.h \
    tests/interop/expect.c \
    tests/interop/expect.h \
    tests/interop/job.c \
    tests/interop/job.h \
    tests/interop/matrix.c \
    tests/interop/matrix.h \
    tests/interop/program.c \
    tests/interop/program.h \
    tests/interop/remote.c \
    tests/interop/remote.h \
    tests/interop/rig.c \
    tests/interop/rig.h \
    tests/interop/settings.c \
    tests/interop/settings.h \
    tests/interop/sink.c \
    tests/interop/sink.h \
    tests/interop/suite.c \
    tests/interop/suite.h

INTEROP_TESTS = \
    tests/interop/test_application_errors \
    tests/interop/test_rate \
    tests/interop/test_rehearse \
    tests/interop/test_identity \
    tests/interop/test_keep_alive \
    tests/interop/test_proxy \
    tests/interop/test_early \
    tests/interop/test_direct \
    tests/interop/test_host_side \
    tests/interop/test_reuse \
    tests/interop/test_matrix_vsftpd \
    tests/interop/test_matrix_proftpd \
    tests/interop/test_matrix_pureftpd \
    tests/interop/test_matrix_pyftpdlib \
    tests/interop/test_create \
    tests/interop/test_create_names \
    tests/interop/test_names \
    tests/interop/test_encoding \
    tests/interop/test_create_whole \
    tests/interop/test_resume_upload \
    tests/interop/test_get \
    tests/interop/test_query \
    tests/interop/test_list \
    tests/interop/test_delete \
    tests/interop/test_diagnose \
    tests/interop/test_errors \
    tests/interop/test_trust \
    tests/interop/test_large \
    tests/interop/test_parallel \
    tests/interop/test_parallel_limits \
    tests/interop/test_cancel \
    tests/interop/test_checksum \
    tests/interop/test_session \
    tests/interop/test_unverified \
    tests/interop/test_resume_proftpd \
    tests/interop/test_resume_vsftpd \
    tests/interop/test_selection \
    tests/interop/test_listing_cut \
    tests/interop/test_killed \
    tests/interop/test_preserve \
    tests/interop/test_times
check_PROGRAMS += $(INTEROP_TESTS)
TESTS += $(INTEROP_TESTS)

tests_interop_test_proxy_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_proxy_LDADD = $(INTEROP_LIBS)
tests_interop_test_proxy_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_proxy_SOURCES = \
    tests/interop/test_proxy.c

tests_interop_test_host_side_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_host_side_LDADD = $(INTEROP_LIBS)
tests_interop_test_host_side_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_host_side_SOURCES = \
    tests/interop/test_host_side.c

tests_interop_test_direct_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_direct_LDADD = $(INTEROP_LIBS)
tests_interop_test_direct_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_direct_SOURCES = \
    tests/interop/test_direct.c

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

tests_interop_test_create_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_create_LDADD = $(INTEROP_LIBS)
tests_interop_test_create_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_create_SOURCES = \
    tests/interop/test_create.c

tests_interop_test_create_names_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_create_names_LDADD = $(INTEROP_LIBS)
tests_interop_test_create_names_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_create_names_SOURCES = \
    tests/interop/test_create_names.c

tests_interop_test_get_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_get_LDADD = $(INTEROP_LIBS)
tests_interop_test_get_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_get_SOURCES = \
    tests/interop/test_get.c

tests_interop_test_query_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_query_LDADD = $(INTEROP_LIBS)
tests_interop_test_query_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_query_SOURCES = \
    tests/interop/test_query.c

tests_interop_test_list_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_list_LDADD = $(INTEROP_LIBS)
tests_interop_test_list_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_list_SOURCES = \
    tests/interop/test_list.c

tests_interop_test_delete_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_delete_LDADD = $(INTEROP_LIBS)
tests_interop_test_delete_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_delete_SOURCES = \
    tests/interop/test_delete.c

tests_interop_test_errors_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_errors_LDADD = $(INTEROP_LIBS)
tests_interop_test_errors_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_errors_SOURCES = \
    tests/interop/test_errors.c

tests_interop_test_trust_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_trust_LDADD = $(INTEROP_LIBS)
tests_interop_test_trust_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_trust_SOURCES = \
    tests/interop/test_trust.c

tests_interop_test_parallel_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_parallel_LDADD = $(INTEROP_LIBS) -lpthread
tests_interop_test_parallel_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_parallel_SOURCES = \
    tests/interop/test_parallel.c

tests_interop_test_parallel_limits_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_parallel_limits_LDADD = $(INTEROP_LIBS) -lpthread
tests_interop_test_parallel_limits_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_parallel_limits_SOURCES = \
    tests/interop/test_parallel_limits.c

tests_interop_test_large_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_large_LDADD = $(INTEROP_LIBS)
tests_interop_test_large_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_large_SOURCES = \
    tests/interop/test_large.c

tests_interop_test_cancel_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_cancel_LDADD = $(INTEROP_LIBS)
tests_interop_test_cancel_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_cancel_SOURCES = \
    tests/interop/test_cancel.c

tests_interop_test_checksum_CPPFLAGS = $(INTEROP_CPPFLAGS) $(GNUTLS_CFLAGS)
tests_interop_test_checksum_LDADD = $(INTEROP_LIBS) $(GNUTLS_LIBS)
tests_interop_test_checksum_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_checksum_SOURCES = \
    tests/interop/test_checksum.c

tests_interop_test_session_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_session_LDADD = $(INTEROP_LIBS)
tests_interop_test_session_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_session_SOURCES = \
    tests/interop/test_session.c

tests_interop_test_names_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_names_LDADD = $(INTEROP_LIBS)
tests_interop_test_names_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_names_SOURCES = \
    tests/interop/test_names.c

tests_interop_test_encoding_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_encoding_LDADD = $(INTEROP_LIBS)
tests_interop_test_encoding_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_encoding_SOURCES = \
    tests/interop/test_encoding.c

tests_interop_test_create_whole_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_create_whole_LDADD = $(INTEROP_LIBS)
tests_interop_test_create_whole_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_create_whole_SOURCES = \
    tests/interop/test_create_whole.c

tests_interop_test_resume_upload_CPPFLAGS = $(INTEROP_CPPFLAGS) $(GNUTLS_CFLAGS)
tests_interop_test_resume_upload_LDADD = $(INTEROP_LIBS) $(GNUTLS_LIBS)
tests_interop_test_resume_upload_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_resume_upload_SOURCES = \
    tests/interop/test_resume_upload.c

tests_interop_test_identity_CPPFLAGS = $(INTEROP_CPPFLAGS) $(GNUTLS_CFLAGS)
tests_interop_test_identity_LDADD = $(INTEROP_LIBS) $(GNUTLS_LIBS)
tests_interop_test_identity_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_identity_SOURCES = \
    tests/interop/test_identity.c

tests_interop_test_early_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_early_LDADD = $(INTEROP_LIBS)
tests_interop_test_early_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_early_SOURCES = \
    tests/interop/test_early.c

tests_interop_test_reuse_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_reuse_LDADD = $(INTEROP_LIBS)
tests_interop_test_reuse_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_reuse_SOURCES = \
    tests/interop/test_reuse.c

tests_interop_test_keep_alive_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_keep_alive_LDADD = $(INTEROP_LIBS)
tests_interop_test_keep_alive_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_keep_alive_SOURCES = \
    tests/interop/test_keep_alive.c

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

tests_interop_test_selection_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_selection_LDADD = $(INTEROP_LIBS)
tests_interop_test_selection_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_selection_SOURCES = \
    tests/interop/test_selection.c

tests_interop_test_listing_cut_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_listing_cut_LDADD = $(INTEROP_LIBS)
tests_interop_test_listing_cut_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_listing_cut_SOURCES = \
    tests/interop/test_listing_cut.c

tests_interop_test_diagnose_CPPFLAGS = $(INTEROP_CPPFLAGS) $(JANSSON_CFLAGS)
tests_interop_test_diagnose_LDADD = $(INTEROP_LIBS)
tests_interop_test_diagnose_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_diagnose_SOURCES = \
    tests/interop/test_diagnose.c

tests_interop_test_killed_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_killed_LDADD = $(INTEROP_LIBS)
tests_interop_test_killed_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_killed_SOURCES = \
    tests/interop/test_killed.c

tests_interop_test_rehearse_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_rehearse_LDADD = $(INTEROP_LIBS)
tests_interop_test_rehearse_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_rehearse_SOURCES = \
    tests/interop/test_rehearse.c

tests_interop_test_application_errors_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_application_errors_LDADD = $(INTEROP_LIBS)
tests_interop_test_application_errors_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_application_errors_SOURCES = \
    tests/interop/test_application_errors.c

tests_interop_test_rate_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_rate_LDADD = $(INTEROP_LIBS)
tests_interop_test_rate_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_rate_SOURCES = \
    tests/interop/test_rate.c

tests_interop_test_times_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_times_LDADD = $(INTEROP_LIBS)
tests_interop_test_times_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_times_SOURCES = \
    tests/interop/test_times.c \
    tests/interop/times.c \
    tests/interop/times.h
tests_interop_test_preserve_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_preserve_LDADD = $(INTEROP_LIBS)
tests_interop_test_preserve_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_preserve_SOURCES = \
    tests/interop/test_preserve.c \
    tests/interop/times.c \
    tests/interop/times.h

tests_interop_test_unverified_CPPFLAGS = $(INTEROP_CPPFLAGS)
tests_interop_test_unverified_LDADD = $(INTEROP_LIBS)
tests_interop_test_unverified_DEPENDENCIES = $(INTEROP_NEEDS)
tests_interop_test_unverified_SOURCES = \
    tests/interop/test_unverified.c
