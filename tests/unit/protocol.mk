# SPDX-License-Identifier: Apache-2.0
# One program a codec.
PROTOCOL_TEST_LIBS = plugin/ftp/protocol/libprotocol.la plugin/common/libcommon.la $(CUNIT_LIBS)

PROTOCOL_TESTS = \
    tests/unit/test_ftp_address \
    tests/unit/test_ftp_command \
    tests/unit/test_ftp_feat \
    tests/unit/test_ftp_limits \
    tests/unit/test_ftp_listing \
    tests/unit/test_ftp_listing_dos \
    tests/unit/test_ftp_listing_mlsx \
    tests/unit/test_ftp_listing_others \
    tests/unit/test_ftp_listing_unix \
    tests/unit/test_ftp_path \
    tests/unit/test_ftp_reply \
    tests/unit/test_ftp_time

check_PROGRAMS += $(PROTOCOL_TESTS)
TESTS += $(PROTOCOL_TESTS)

tests_unit_test_ftp_address_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_address_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_address_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_address.c

tests_unit_test_ftp_command_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_command_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_command_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_command.c

tests_unit_test_ftp_feat_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_feat_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_feat_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_feat.c

tests_unit_test_ftp_listing_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_listing_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_listing_SOURCES = \
    tests/unit/listing_text.h \
    tests/unit/suite.h \
    tests/unit/test_ftp_listing.c

tests_unit_test_ftp_listing_dos_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_listing_dos_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_listing_dos_SOURCES = \
    tests/unit/listing_text.h \
    tests/unit/suite.h \
    tests/unit/test_ftp_listing_dos.c

tests_unit_test_ftp_listing_mlsx_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_listing_mlsx_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_listing_mlsx_SOURCES = \
    tests/unit/listing_text.h \
    tests/unit/suite.h \
    tests/unit/test_ftp_listing_mlsx.c

tests_unit_test_ftp_listing_others_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_listing_others_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_listing_others_SOURCES = \
    tests/unit/listing_text.h \
    tests/unit/suite.h \
    tests/unit/test_ftp_listing_others.c

tests_unit_test_ftp_listing_unix_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_listing_unix_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_listing_unix_SOURCES = \
    tests/unit/listing_text.h \
    tests/unit/suite.h \
    tests/unit/test_ftp_listing_unix.c

tests_unit_test_ftp_path_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_path_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_path_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_path.c

tests_unit_test_ftp_reply_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_reply_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_reply_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_reply.c

tests_unit_test_ftp_time_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_time_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_time_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_time.c

tests_unit_test_ftp_limits_CPPFLAGS = $(PLUGIN_CPPFLAGS) $(TEST_CPPFLAGS)
tests_unit_test_ftp_limits_LDADD = $(PROTOCOL_TEST_LIBS)
tests_unit_test_ftp_limits_SOURCES = \
    tests/unit/suite.h \
    tests/unit/test_ftp_limits.c
