/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/transport/host_name.h"

#include <idn2.h>
#include <string.h>
#include <strings.h>

static bool is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text >= 0x80)
            return false;
    return true;
}

static bool to_ascii(const char *host, char **ret_ascii, struct ftp_error *error)
{
    int code = idn2_to_ascii_8z(host, ret_ascii, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
    if (code == IDN2_MALLOC)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the host name");
    if (code == IDN2_OK)
        return true;
    ftp_error_set(error, FTP_FAULT_RESOLVE, "the host name \"%s\" is not valid: %s", host,
        idn2_strerror(code));
    ftp_error_hint(error, "Correct Host: it must be a host name or an IP address.");
    return false;
}

static bool store(const char *ascii, char ret_ascii[FTP_HOST_NAME_SIZE], struct ftp_error *error)
{
    size_t length = strlen(ascii);
    if (length > 0 && length < FTP_HOST_NAME_SIZE) {
        memcpy(ret_ascii, ascii, length + 1);
        return true;
    }
    ftp_error_set(error, FTP_FAULT_RESOLVE, "the host name is %s", length ? "too long" : "blank");
    ftp_error_hint(error, "Correct Host: it must be a host name or an IP address.");
    return false;
}

bool ftp_host_name_ascii(
    const char *host, char ret_ascii[FTP_HOST_NAME_SIZE], struct ftp_error *error)
{
    if (is_ascii(host))
        return store(host, ret_ascii, error);
    char *ascii = NULL;
    if (!to_ascii(host, &ascii, error))
        return false;
    bool stored = store(ascii, ret_ascii, error);
    idn2_free(ascii);
    return stored;
}

bool ftp_host_name_covers(const char *pattern, size_t pattern_length, const char *host)
{
    size_t host_length = strlen(host);
    if (host_length > 0 && host[host_length - 1] == '.')
        host_length--;
    if (pattern_length == 0 || host_length == 0)
        return false;
    if (pattern_length > 2 && pattern[0] == '*' && pattern[1] == '.') {
        const char *dot = memchr(host, '.', host_length);
        if (!dot || dot == host)
            return false;
        pattern++;
        pattern_length--;
        host_length -= (size_t)(dot - host);
        host = dot;
        if (!memchr(pattern + 1, '.', pattern_length - 1))
            return false;
    }
    if (memchr(pattern, '*', pattern_length) || memchr(pattern, '\0', pattern_length))
        return false;
    return pattern_length == host_length && strncasecmp(pattern, host, host_length) == 0;
}
