# SPDX-License-Identifier: Apache-2.0
# Fuzzing. The targets lie in two libraries: the connector's and the host's code have functions of the same names.
# With --enable-fuzzing each becomes a libFuzzer program, which `make fuzz T=600` runs for T seconds, JOBS at once; two programs
# of all of them read the seeds, and variations of them, in every `make check`.
FUZZ_SUPPORT = \
    tests/fuzz/fuzz.c \
    tests/fuzz/fuzz.h
FUZZ_FTP_CPPFLAGS = $(PLUGIN_CPPFLAGS) -I$(top_srcdir)/tests
FUZZ_HOST_CPPFLAGS = $(SDK_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/sdk/cli $(SCHEMAS_CPPFLAGS) \
    -DFUZZ_CONNECTOR='"$(abs_top_builddir)/.libs/ftp.so"'
FUZZ_REPLAY_CPPFLAGS = -I$(top_srcdir)/tests -DDEFAULT_SEEDS='"$(abs_top_srcdir)/tests/fuzz/seeds"'
FUZZ_FTP_LIBS = tests/fuzz/libftptargets.la plugin/ftp/libftp.la $(GNUTLS_LIBS) $(JANSSON_LIBS)
FUZZ_HOST_LIBS = tests/fuzz/libhosttargets.la sdk/src/libhawsercore.la sdk/cli/libcli.la $(GNUTLS_LIBS) $(JANSSON_LIBS)
# One of them loads the connector, which is not linked.
FUZZ_HOST_NEEDS = tests/fuzz/libhosttargets.la sdk/src/libhawsercore.la sdk/cli/libcli.la ftp.la

check_LTLIBRARIES += \
    tests/fuzz/libftptargets.la \
    tests/fuzz/libhosttargets.la
tests_fuzz_libftptargets_la_CPPFLAGS = $(FUZZ_FTP_CPPFLAGS)
tests_fuzz_libftptargets_la_SOURCES = \
    $(FUZZ_SUPPORT) \
    tests/fuzz/address.c \
    tests/fuzz/ascii.c \
    tests/fuzz/certificate.c \
    tests/fuzz/checksum.c \
    tests/fuzz/command.c \
    tests/fuzz/config.c \
    tests/fuzz/feat.c \
    tests/fuzz/filter.c \
    tests/fuzz/ftp_targets.h \
    tests/fuzz/host_name.c \
    tests/fuzz/journal.c \
    tests/fuzz/listing.c \
    tests/fuzz/message.c \
    tests/fuzz/name.c \
    tests/fuzz/path.c \
    tests/fuzz/proxy.c \
    tests/fuzz/regex.c \
    tests/fuzz/reply.c \
    tests/fuzz/time.c \
    tests/fuzz/trust.c \
    tests/fuzz/wildcard.c \
    tests/fuzz/zone.c
tests_fuzz_libhosttargets_la_CPPFLAGS = $(FUZZ_HOST_CPPFLAGS)
tests_fuzz_libhosttargets_la_SOURCES = \
    $(FUZZ_SUPPORT) \
    tests/fuzz/deployed.c \
    tests/fuzz/descriptor.c \
    tests/fuzz/file_name.c \
    tests/fuzz/filter_text.c \
    tests/fuzz/host_targets.h \
    tests/fuzz/member.c \
    tests/fuzz/pointer.c \
    tests/fuzz/schema.c \
    tests/fuzz/session.c \
    tests/fuzz/validate.c

check_PROGRAMS += \
    tests/fuzz/replay_ftp \
    tests/fuzz/replay_host
TESTS += \
    tests/fuzz/replay_ftp \
    tests/fuzz/replay_host
tests_fuzz_replay_ftp_CPPFLAGS = $(FUZZ_REPLAY_CPPFLAGS)
tests_fuzz_replay_ftp_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_replay_ftp_SOURCES = \
    tests/fuzz/ftp_targets.c \
    tests/fuzz/replay.c \
    tests/fuzz/variation.c \
    tests/fuzz/variation.h
tests_fuzz_replay_host_CPPFLAGS = $(FUZZ_REPLAY_CPPFLAGS)
tests_fuzz_replay_host_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_replay_host_DEPENDENCIES = $(FUZZ_HOST_NEEDS)
tests_fuzz_replay_host_SOURCES = \
    tests/fuzz/host_targets.c \
    tests/fuzz/replay.c \
    tests/fuzz/variation.c \
    tests/fuzz/variation.h

CLEANFILES += \
    tests/fuzz/replay_ftp.case \
    tests/fuzz/replay_host.case
dist_check_SCRIPTS += tests/fuzz/run.sh
EXTRA_DIST += \
    tests/fuzz/dictionaries \
    tests/fuzz/seeds

if FUZZING
noinst_PROGRAMS += $(FUZZERS)
fuzz: $(FUZZERS)
	JOBS=$(JOBS) $(srcdir)/tests/fuzz/run.sh $(T) $(TARGETS)
else
fuzz:
	@echo 'fuzz: run configure with CC=clang --enable-fuzzing first' >&2; exit 1
endif
T = 60
JOBS = 1
TARGETS =
.PHONY: fuzz

FUZZER_LINK = $(AM_LDFLAGS) -fsanitize=fuzzer
FUZZ_ONE_CPPFLAGS = -I$(top_srcdir)/tests
FUZZERS = \
    tests/fuzz/fuzz_reply \
    tests/fuzz/fuzz_feat \
    tests/fuzz/fuzz_address \
    tests/fuzz/fuzz_pwd \
    tests/fuzz/fuzz_time \
    tests/fuzz/fuzz_list \
    tests/fuzz/fuzz_mlsd \
    tests/fuzz/fuzz_nlst \
    tests/fuzz/fuzz_mlst \
    tests/fuzz/fuzz_ascii \
    tests/fuzz/fuzz_message \
    tests/fuzz/fuzz_trust \
    tests/fuzz/fuzz_certificate \
    tests/fuzz/fuzz_checksum \
    tests/fuzz/fuzz_proxy \
    tests/fuzz/fuzz_path \
    tests/fuzz/fuzz_command \
    tests/fuzz/fuzz_host_name \
    tests/fuzz/fuzz_filter \
    tests/fuzz/fuzz_regex \
    tests/fuzz/fuzz_wildcard \
    tests/fuzz/fuzz_name \
    tests/fuzz/fuzz_connection \
    tests/fuzz/fuzz_operation \
    tests/fuzz/fuzz_input \
    tests/fuzz/fuzz_zone \
    tests/fuzz/fuzz_schema \
    tests/fuzz/fuzz_member \
    tests/fuzz/fuzz_pointer \
    tests/fuzz/fuzz_file_name \
    tests/fuzz/fuzz_filter_text \
    tests/fuzz/fuzz_validate \
    tests/fuzz/fuzz_deployed \
    tests/fuzz/fuzz_descriptor \
    tests/fuzz/fuzz_session \
    tests/fuzz/fuzz_journal

tests_fuzz_fuzz_zone_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_zone
tests_fuzz_fuzz_zone_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_zone_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_zone_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_reply_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_reply
tests_fuzz_fuzz_reply_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_reply_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_reply_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_feat_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_feat
tests_fuzz_fuzz_feat_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_feat_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_feat_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_address_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_address
tests_fuzz_fuzz_address_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_address_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_address_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_pwd_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_pwd
tests_fuzz_fuzz_pwd_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_pwd_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_pwd_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_time_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_time
tests_fuzz_fuzz_time_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_time_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_time_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_list_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_list
tests_fuzz_fuzz_list_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_list_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_list_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_mlsd_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_mlsd
tests_fuzz_fuzz_mlsd_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_mlsd_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_mlsd_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_nlst_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_nlst
tests_fuzz_fuzz_nlst_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_nlst_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_nlst_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_mlst_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_mlst
tests_fuzz_fuzz_mlst_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_mlst_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_mlst_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_ascii_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_ascii
tests_fuzz_fuzz_ascii_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_ascii_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_ascii_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_message_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_message
tests_fuzz_fuzz_message_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_message_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_message_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_trust_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_trust
tests_fuzz_fuzz_trust_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_trust_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_trust_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_checksum_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_checksum
tests_fuzz_fuzz_checksum_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_checksum_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_checksum_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_path_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_path
tests_fuzz_fuzz_path_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_path_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_path_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_command_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_command
tests_fuzz_fuzz_command_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_command_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_command_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_host_name_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_host_name
tests_fuzz_fuzz_host_name_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_host_name_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_host_name_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_filter_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_filter
tests_fuzz_fuzz_filter_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_filter_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_filter_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_regex_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_regex
tests_fuzz_fuzz_regex_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_regex_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_regex_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_wildcard_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_wildcard
tests_fuzz_fuzz_wildcard_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_wildcard_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_wildcard_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_name_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_name
tests_fuzz_fuzz_name_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_name_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_name_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_connection_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_connection
tests_fuzz_fuzz_connection_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_connection_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_connection_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_operation_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_operation
tests_fuzz_fuzz_operation_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_operation_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_operation_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_input_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_input
tests_fuzz_fuzz_input_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_input_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_input_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_schema_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_schema
tests_fuzz_fuzz_schema_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_schema_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_schema_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_pointer_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_pointer
tests_fuzz_fuzz_pointer_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_pointer_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_pointer_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_member_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_member
tests_fuzz_fuzz_member_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_member_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_member_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_file_name_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_file_name
tests_fuzz_fuzz_file_name_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_file_name_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_file_name_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_filter_text_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_filter_text
tests_fuzz_fuzz_filter_text_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_filter_text_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_filter_text_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_validate_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_validate
tests_fuzz_fuzz_validate_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_validate_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_validate_DEPENDENCIES = $(FUZZ_HOST_NEEDS)
tests_fuzz_fuzz_validate_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_certificate_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_certificate
tests_fuzz_fuzz_certificate_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_certificate_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_certificate_SOURCES = tests/fuzz/libfuzzer.c
tests_fuzz_fuzz_proxy_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_proxy
tests_fuzz_fuzz_proxy_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_proxy_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_proxy_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_deployed_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_deployed
tests_fuzz_fuzz_deployed_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_deployed_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_deployed_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_descriptor_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_descriptor
tests_fuzz_fuzz_descriptor_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_descriptor_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_descriptor_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_session_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_session
tests_fuzz_fuzz_session_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_session_LDADD = $(FUZZ_HOST_LIBS)
tests_fuzz_fuzz_session_SOURCES = tests/fuzz/libfuzzer.c

tests_fuzz_fuzz_journal_CPPFLAGS = $(FUZZ_ONE_CPPFLAGS) -DFUZZ_TARGET=fuzz_journal
tests_fuzz_fuzz_journal_LDFLAGS = $(FUZZER_LINK)
tests_fuzz_fuzz_journal_LDADD = $(FUZZ_FTP_LIBS)
tests_fuzz_fuzz_journal_SOURCES = tests/fuzz/libfuzzer.c
