/* SPDX-License-Identifier: Apache-2.0 */
/* Host names as a person writes them, and as the name system and certificates do. */
#ifndef HAWSER_FTP_TRANSPORT_HOST_NAME_H
#define HAWSER_FTP_TRANSPORT_HOST_NAME_H

#include "ftp/protocol/fault.h"

enum { FTP_HOST_NAME_SIZE = 256 };

/* The ASCII form (IDNA 2008 where it needs one), lower case kept as given. FTP_FAULT_RESOLVE where
 * it can't be a host's name. */
bool ftp_host_name_ascii(
    const char *host, char ret_ascii[FTP_HOST_NAME_SIZE], struct ftp_error *error);

/* True where a name of a certificate's subjectAltName covers `host`, both in ASCII (RFC 9525, 6.3):
   letters of either case are the same;
   "*" may stand for the whole leftmost label, before at least two others. */
bool ftp_host_name_covers(const char *pattern, size_t pattern_length, const char *host);

#endif
