/* SPDX-License-Identifier: Apache-2.0 */
/* Line ends of TYPE A: what goes to the wire and back is what went, but for a CR before an LF. */
#include "ftp/protocol/ascii.h"

#include <stdlib.h>
#include <string.h>

#include "common/buffer.h"
#include "fuzz/ftp_targets.h"

enum direction { TO_WIRE, TO_HOST };

/* The room that the header promises to be enough, and no more. */
static void add_converted(enum direction direction, struct ftp_ascii *ascii, const char *piece,
    size_t length, struct buffer *out)
{
    size_t room = direction == TO_WIRE ? 2 * length : length + 1;
    char *converted = malloc(room);
    FUZZ_CHECK(converted != NULL);
    size_t used = direction == TO_WIRE ? ftp_ascii_to_wire(ascii, piece, length, converted)
                                       : ftp_ascii_to_host(ascii, piece, length, converted);
    FUZZ_CHECK(used <= room && buffer_add(out, converted, used));
    free(converted);
}

static void convert(enum direction direction, enum fuzz_cut cut, const char *data, size_t length,
    struct buffer *out)
{
    struct ftp_ascii ascii = {0};
    char last[1];
    for (size_t at = 0; at < length;) {
        size_t piece = fuzz_piece(cut, data, length, at);
        char *copy = fuzz_piece_copy(cut, data + at, piece);
        add_converted(direction, &ascii, copy ? copy : data + at, piece, out);
        free(copy);
        at += piece;
    }
    if (direction == TO_HOST)
        FUZZ_CHECK(buffer_add(out, last, ftp_ascii_to_host_end(&ascii, last)));
}

static bool equal(const struct buffer *left, const struct buffer *right)
{
    return left->length == right->length &&
           memcmp(buffer_text(left), buffer_text(right), left->length) == 0;
}

/* Every cut gives the same; `out` is that. */
static void convert_all(
    enum direction direction, const char *data, size_t length, struct buffer *out)
{
    convert(direction, FUZZ_WHOLE, data, length, out);
    for (int cut = FUZZ_WHOLE + 1; cut < FUZZ_CUTS; cut++) {
        struct buffer other;
        buffer_init(&other, out->limit);
        convert(direction, (enum fuzz_cut)cut, data, length, &other);
        FUZZ_CHECK(equal(out, &other));
        buffer_done(&other);
    }
}

static void check_wire(const struct buffer *wire)
{
    const char *text = buffer_text(wire);
    for (size_t i = 0; i < wire->length; i++)
        FUZZ_CHECK(text[i] != '\n' || (i && text[i - 1] == '\r'));
}

/* The rule once more, in its plainest form: the CR of each CRLF goes. */
static void collapse(const char *data, size_t length, struct buffer *out)
{
    for (size_t i = 0; i < length; i++) {
        if (data[i] != '\r' || i + 1 == length || data[i + 1] != '\n')
            FUZZ_CHECK(buffer_add_byte(out, data[i]));
    }
}

void fuzz_ascii(const char *data, size_t length)
{
    struct buffer wire, wire_again, host, collapsed, read;
    struct buffer *const all[] = {&wire, &wire_again, &host, &collapsed, &read};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        buffer_init(all[i], 4 * length + 1);
    convert_all(TO_WIRE, data, length, &wire);
    check_wire(&wire);
    convert_all(TO_WIRE, buffer_text(&wire), wire.length, &wire_again);
    FUZZ_CHECK(equal(&wire, &wire_again));
    collapse(data, length, &collapsed);
    convert_all(TO_HOST, buffer_text(&wire), wire.length, &host);
    FUZZ_CHECK(equal(&host, &collapsed));
    convert_all(TO_HOST, data, length, &read);
    FUZZ_CHECK(equal(&read, &collapsed));
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        buffer_done(all[i]);
}
