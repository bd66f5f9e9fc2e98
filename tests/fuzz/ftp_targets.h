/* SPDX-License-Identifier: Apache-2.0 */
/* The targets of what the FTP connector reads. */
#ifndef HAWSER_TESTS_FUZZ_FTP_TARGETS_H
#define HAWSER_TESTS_FUZZ_FTP_TARGETS_H

#include "fuzz/fuzz.h"

/* What a server sends. */
fuzz_function fuzz_reply, fuzz_feat, fuzz_address, fuzz_pwd, fuzz_time;
fuzz_function fuzz_list, fuzz_mlsd, fuzz_nlst, fuzz_mlst;
fuzz_function fuzz_ascii, fuzz_message, fuzz_trust, fuzz_certificate;
fuzz_function fuzz_checksum, fuzz_proxy;
/* What a person, or a document, says. */
fuzz_function fuzz_path, fuzz_command, fuzz_host_name;
fuzz_function fuzz_filter, fuzz_regex, fuzz_wildcard, fuzz_name;
fuzz_function fuzz_connection, fuzz_operation, fuzz_input;
/* What lies on this machine. */
fuzz_function fuzz_zone, fuzz_journal;

#endif
