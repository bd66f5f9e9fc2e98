/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/address.h"

#include <inttypes.h>

#include "ftp/protocol/span.h"

enum {
    PASV_NUMBERS = 6,
    PORT_MAX = 65535,
    FIRST_USER_PORT = 1024,
    NFS_PORT = 2049,
    EXTENDED_MAX = 9
};

/* How many comma-separated numbers stand at the cursor; up to six are kept. */
static size_t take_numbers(struct ftp_span *cursor, uint64_t numbers[PASV_NUMBERS])
{
    size_t count = 0;
    struct ftp_span next = *cursor;
    uint64_t number;
    while (ftp_span_take_number(&next, &number)) {
        if (count < PASV_NUMBERS)
            numbers[count] = number;
        count++;
        ftp_span_take_blanks(&next);
        *cursor = next;
        if (!ftp_span_take_char(&next, ','))
            break;
        ftp_span_take_blanks(&next);
    }
    return count;
}

static bool pasv_numbers(
    const uint64_t numbers[PASV_NUMBERS], unsigned char host[4], unsigned *port)
{
    for (size_t i = 0; i < PASV_NUMBERS; i++) {
        if (numbers[i] > 255)
            return false;
    }
    for (size_t i = 0; i < 4; i++)
        host[i] = (unsigned char)numbers[i];
    *port = (unsigned)(numbers[4] * 256 + numbers[5]);
    return *port != 0;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool ftp_pasv_parse(const char *text, size_t length, unsigned char ret_host[4], uint16_t *ret_port)
{
    struct ftp_span rest = {text, length};
    while (rest.length) {
        uint64_t numbers[PASV_NUMBERS] = {0};
        unsigned char host[4];
        unsigned port;
        size_t count = take_numbers(&rest, numbers);
        if (count == PASV_NUMBERS && pasv_numbers(numbers, host, &port)) {
            for (size_t i = 0; i < 4; i++)
                ret_host[i] = host[i];
            *ret_port = (uint16_t)port;
            return true;
        }
        /* A number past 2^64 was not taken: none of its digits may begin another one. */
        while (!count && rest.length && is_digit(rest.data[0]))
            rest = ftp_span_after(rest, 1);
        if (!count)
            rest = ftp_span_after(rest, 1);
    }
    return false;
}

/* dddPORTd and nothing else (RFC 2428, 3). */
static bool extended_port(struct ftp_span body, unsigned *ret_port)
{
    uint64_t port;
    char mark = body.length ? body.data[0] : '\0';
    if (body.length < 5 || mark < 33 || mark > 126)
        return false;
    if (body.data[1] != mark || body.data[2] != mark || body.data[body.length - 1] != mark)
        return false;
    struct ftp_span digits = {body.data + 3, body.length - 4};
    if (digits.length > 5 || !ftp_span_number(digits, &port) || port < 1 || port > PORT_MAX)
        return false;
    *ret_port = (unsigned)port;
    return true;
}

static bool last_in_parentheses(struct ftp_span rest, unsigned *ret_port)
{
    bool found = false;
    while (rest.length) {
        ftp_span_take_until(&rest, '(');
        /* No further than dddPORTd can reach: a reply of parentheses must not cost their square. */
        struct ftp_span body = ftp_span_first(rest, EXTENDED_MAX + 1);
        bool closed = ftp_span_find(body, ")") < body.length;
        if (closed && extended_port(ftp_span_take_until(&body, ')'), ret_port))
            found = true;
    }
    return found;
}

static bool in_a_word(struct ftp_span rest, unsigned *ret_port)
{
    struct ftp_span word;
    while (ftp_span_take_word(&rest, &word)) {
        if (word.length && word.data[word.length - 1] == '.')
            word.length--;
        /* Digits would be taken for delimiters of themselves here. */
        if (word.length && !is_digit(word.data[0]) && extended_port(word, ret_port))
            return true;
    }
    return false;
}

bool ftp_epsv_parse(const char *text, size_t length, uint16_t *ret_port)
{
    struct ftp_span whole = {text, length};
    unsigned port;
    bool bare = ftp_span_find(whole, "(") == whole.length;
    if (!(bare ? in_a_word(whole, &port) : last_in_parentheses(whole, &port)))
        return false;
    *ret_port = (uint16_t)port;
    return true;
}

bool ftp_port_is_suspicious(uint16_t port)
{
    return port < FIRST_USER_PORT || port == NFS_PORT;
}

static bool is_ipv4(struct ftp_span address, unsigned ret_octets[4])
{
    for (size_t i = 0; i < 4; i++) {
        uint64_t number;
        if ((i && !ftp_span_take_char(&address, '.')) || !ftp_span_take_number(&address, &number) ||
            number > 255)
            return false;
        ret_octets[i] = (unsigned)number;
    }
    return !address.length;
}

static bool is_ipv6(struct ftp_span address)
{
    bool colon = false;
    for (size_t i = 0; i < address.length; i++) {
        char byte = address.data[i];
        colon = colon || byte == ':';
        if (byte != ':' && byte != '.' && !is_digit(byte) && !(byte >= 'a' && byte <= 'f') &&
            !(byte >= 'A' && byte <= 'F'))
            return false;
    }
    return colon && address.length <= 45; /* "ffff:" six times and an IPv4 address */
}

bool ftp_port_format(struct buffer *out, const char *address, uint16_t port)
{
    unsigned octets[4];
    return is_ipv4(ftp_span_of(address), octets) &&
           buffer_printf(out, "%u,%u,%u,%u,%u,%u", octets[0], octets[1], octets[2], octets[3],
               port / 256u, port % 256u);
}

bool ftp_eprt_format(struct buffer *out, const char *address, uint16_t port)
{
    unsigned octets[4];
    struct ftp_span rest = ftp_span_of(address);
    struct ftp_span host = ftp_span_take_until(&rest, '%');
    if (is_ipv4(host, octets) && !address[host.length]) /* only IPv6 has zones, even empty ones */
        return buffer_printf(out, "|1|%s|%u|", address, (unsigned)port);
    return is_ipv6(host) &&
           buffer_printf(out, "|2|%.*s|%u|", (int)host.length, host.data, (unsigned)port);
}
