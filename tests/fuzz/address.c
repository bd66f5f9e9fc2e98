/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of data connections, read from replies and written into commands. */
#include "ftp/protocol/address.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ftp/protocol/span.h"
#include "fuzz/ftp_targets.h"

enum { UNTOUCHED = 4711, COMMAND_MAX = 4096 };

/* What PORT says is what a 227 of the same numbers says. */
static void check_port_of(const unsigned char host[4], uint16_t port)
{
    char address[16];
    unsigned char again[4];
    uint16_t port_again;
    struct buffer command;
    buffer_init(&command, COMMAND_MAX);
    snprintf(address, sizeof address, "%u.%u.%u.%u", host[0], host[1], host[2], host[3]);
    FUZZ_CHECK(ftp_port_format(&command, address, port));
    FUZZ_CHECK(ftp_pasv_parse(command.data, command.length, again, &port_again));
    FUZZ_CHECK(memcmp(host, again, sizeof again) == 0 && port == port_again);
    buffer_done(&command);
}

static void check_pasv(const char *data, size_t length)
{
    unsigned char host[4] = {1, 2, 3, 4}, behind[4];
    uint16_t port = UNTOUCHED, port_behind;
    struct buffer text;
    buffer_init(&text, length + 2);
    FUZZ_CHECK(buffer_add_text(&text, "x ") && buffer_add(&text, data, length));
    bool found = ftp_pasv_parse(data, length, host, &port);
    FUZZ_CHECK(found == ftp_pasv_parse(text.data, text.length, behind, &port_behind));
    if (found) {
        FUZZ_CHECK(port != 0 && port == port_behind);
        FUZZ_CHECK(memcmp(host, behind, sizeof host) == 0);
        check_port_of(host, port);
    } else {
        FUZZ_CHECK(port == UNTOUCHED && memcmp(host, "\1\2\3\4", 4) == 0);
    }
    buffer_done(&text);
}

static void check_epsv(const char *data, size_t length)
{
    char text[32];
    uint16_t port = UNTOUCHED, again = 0;
    if (!ftp_epsv_parse(data, length, &port)) {
        FUZZ_CHECK(port == UNTOUCHED);
        return;
    }
    FUZZ_CHECK(port != 0);
    snprintf(text, sizeof text, "ok (|||%u|)", (unsigned)port);
    FUZZ_CHECK(ftp_epsv_parse(text, strlen(text), &again) && again == port);
}

static void check_commands(const char *address, uint16_t port)
{
    struct buffer command;
    char end[16];
    buffer_init(&command, COMMAND_MAX);
    snprintf(end, sizeof end, "|%u|", (unsigned)port);
    if (ftp_port_format(&command, address, port))
        FUZZ_CHECK(strspn(command.data, "0123456789,") == command.length);
    else
        FUZZ_CHECK(command.length == 0);
    buffer_clear(&command);
    if (ftp_eprt_format(&command, address, port)) {
        struct ftp_span text = {command.data, command.length};
        FUZZ_CHECK(strspn(command.data, "0123456789abcdefABCDEF.:|") == command.length);
        FUZZ_CHECK(ftp_span_starts(text, "|1|") || ftp_span_starts(text, "|2|"));
        FUZZ_CHECK(ftp_span_ends_nocase(text, end));
    } else {
        FUZZ_CHECK(command.length == 0);
    }
    buffer_done(&command);
}

void fuzz_address(const char *data, size_t length)
{
    char *text = fuzz_copy_text(data, length);
    check_pasv(data, length);
    check_epsv(data, length);
    check_commands(text, (uint16_t)fuzz_hash(data, length));
    free(text);
}
