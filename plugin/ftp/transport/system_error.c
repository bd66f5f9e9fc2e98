/* SPDX-License-Identifier: Apache-2.0 */
#undef _GNU_SOURCE /* POSIX's strerror_r, which always fills the buffer */
#define _POSIX_C_SOURCE 200809L
#include "ftp/transport/system_error.h"

#include <stdio.h>
#include <string.h>

const char *ftp_system_error(int number, char text[FTP_SYSTEM_ERROR_TEXT])
{
    if (strerror_r(number, text, FTP_SYSTEM_ERROR_TEXT) != 0)
        snprintf(text, FTP_SYSTEM_ERROR_TEXT, "error %d", number);
    return text;
}
