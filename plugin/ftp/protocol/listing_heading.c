/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/listing_dialect.h"

/* "total" as ls says it; the number after it is what makes the line a heading. */
static bool is_total(struct ftp_span line)
{
    static const char *const words[] = {"total", "totale", "totaal", "totalt", "insgesamt",
        "gesamt", "celkem", "razem", "\305\202\304\205cznie",
        "\xd0\xb8\xd1\x82\xd0\xbe\xd0\xb3\xd0\xbe", "\xd0\x98\xd1\x82\xd0\xbe\xd0\xb3\xd0\xbe",
        "toplam", "yhteens\xc3\xa4", "samtals", "\xe6\x80\xbb\xe7\x94\xa8\xe9\x87\x8f",
        "\xe7\xb8\xbd\xe8\xa8\x88", "\xe5\x90\x88\xe8\xa8\x88", "\xed\x95\xa9\xea\xb3\x84"};
    struct ftp_span first, second;
    if (!ftp_span_take_word(&line, &first))
        return false;
    if (first.length && first.data[first.length - 1] == ':')
        first.length--;
    if (!ftp_span_take_word(&line, &second) || second.data[0] < '0' || second.data[0] > '9')
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (ftp_span_is_nocase(first, words[i]))
            return true;
    }
    return false;
}

/* The reply lines around a listing that came over the control connection (STAT). */
static bool is_reply_line(struct ftp_span line)
{
    unsigned code;
    return ftp_span_take_digits(&line, 3, &code) && code >= 211 && code <= 213 && line.length &&
           (line.data[0] == ' ' || line.data[0] == '-');
}

bool listing_is_heading(struct ftp_span line)
{
    return !ftp_span_trim(line).length || is_total(line) || is_reply_line(line);
}

bool listing_is_section(struct ftp_span line)
{
    line = ftp_span_trim(line);
    return line.length > 1 && line.data[line.length - 1] == ':' &&
           (line.data[0] == '/' || line.data[0] == '.');
}
