/* SPDX-License-Identifier: Apache-2.0 */
/* Host names. The first line is one that a person typed, the rest one of a certificate. */
#include "ftp/transport/host_name.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/ftp_targets.h"

static void check_ascii(const char *host)
{
    char ascii[FTP_HOST_NAME_SIZE] = "untouched", again[FTP_HOST_NAME_SIZE];
    struct ftp_error error = {0};
    if (!ftp_host_name_ascii(host, ascii, &error)) {
        FUZZ_CHECK(error.fault == FTP_FAULT_RESOLVE && strcmp(ascii, "untouched") == 0);
        return;
    }
    FUZZ_CHECK(ascii[0] != '\0' && strnlen(ascii, sizeof ascii) < sizeof ascii);
    for (const char *at = ascii; *at; at++)
        FUZZ_CHECK((unsigned char)*at < 0x80);
    FUZZ_CHECK(ftp_host_name_ascii(ascii, again, &error) && strcmp(ascii, again) == 0);
}

/* A star covers one label at the front and nothing else, and never all of a top domain. */
static void check_covers(const char *pattern, size_t length, const char *host)
{
    if (!ftp_host_name_covers(pattern, length, host))
        return;
    size_t stars = 0, dots = 0;
    for (size_t i = 0; i < length; i++) {
        FUZZ_CHECK(pattern[i] != '\0');
        stars += pattern[i] == '*';
        dots += pattern[i] == '.';
    }
    FUZZ_CHECK(length > 0 && stars <= 1);
    FUZZ_CHECK(!stars || (pattern[0] == '*' && pattern[1] == '.' && dots >= 2));
    FUZZ_CHECK(stars || length <= strlen(host));
}

void fuzz_host_name(const char *data, size_t length)
{
    struct fuzz_pair pair = fuzz_pair_of(data, length);
    char *host = fuzz_copy_text(pair.first, pair.first_length);
    char *pattern = fuzz_copy(pair.second, pair.second_length);
    check_ascii(host);
    check_covers(pattern, pair.second_length, host);
    free(host);
    free(pattern);
}
