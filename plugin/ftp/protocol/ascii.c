/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/ascii.h"

size_t ftp_ascii_to_host(struct ftp_ascii *ascii, const char *in, size_t length, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (ascii->cr && in[i] != '\n')
            out[used++] = '\r';
        ascii->cr = in[i] == '\r';
        if (!ascii->cr)
            out[used++] = in[i];
    }
    return used;
}

size_t ftp_ascii_to_host_end(struct ftp_ascii *ascii, char *out)
{
    if (!ascii->cr)
        return 0;
    ascii->cr = false;
    out[0] = '\r';
    return 1;
}

size_t ftp_ascii_to_wire(struct ftp_ascii *ascii, const char *in, size_t length, char *out)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (in[i] == '\n' && !ascii->cr)
            out[used++] = '\r';
        out[used++] = in[i];
        ascii->cr = in[i] == '\r';
    }
    return used;
}
