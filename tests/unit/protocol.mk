# SPDX-License-Identifier: Apache-2.0
# One program a codec.
PROTOCOL_TEST_LIBS = plugin/ftp/protocol/libprotocol.la plugin/common/libcommon.la $(CUNIT_LIBS)

PROTOCOL_TESTS = \
    tests/unit/test_ftp_address \
    tests/unit/test_ftp_command \
    tests/unit/test_ftp_feat \
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
