/* SPDX-License-Identifier: Apache-2.0 */
/* The text of an errno, without shared memory. */
#ifndef HAWSER_FTP_TRANSPORT_SYSTEM_ERROR_H
#define HAWSER_FTP_TRANSPORT_SYSTEM_ERROR_H

enum { FTP_SYSTEM_ERROR_TEXT = 128 };

/* Returns `text`, so that it can stand in a list of arguments. */
const char *ftp_system_error(int number, char text[FTP_SYSTEM_ERROR_TEXT]);

#endif
