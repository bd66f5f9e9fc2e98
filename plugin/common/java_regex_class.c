/* SPDX-License-Identifier: Apache-2.0 */
#include "common/java_regex_scan.h"

/* What stands before a position within brackets, which says what a hyphen means there. */
enum before { BEFORE_NOTHING, BEFORE_SINGLE, BEFORE_OTHER };

static bool refuse_hyphen(struct regex_scan *scan)
{
    return regex_refuse(scan, scan->at, "Java and PCRE2 may take this hyphen for different things",
        "For the character itself write \\-, or put it first or last");
}

/* Reads one member at the position, which is neither ']' nor a hyphen. */
static bool read_member(struct regex_scan *scan, enum before *ret_kind)
{
    int byte = regex_peek(scan, 0);
    if (byte == '[')
        return regex_refuse(scan, scan->at,
            "Java reads a [ within brackets as a class within the class, PCRE2 as the character or "
            "as the name of a class",
            "For the character itself write \\[; for a named class list its characters: [A-Za-z]");
    if (byte == '&' && regex_peek(scan, 1) == '&')
        return regex_refuse(scan, scan->at,
            "Java reads && within brackets as what both sides have in common",
            "For the character itself write it once; for the meaning use a look-ahead: "
            "(?=[a-z])[^aeiou]");
    if (byte != '\\') {
        regex_literal(scan);
        *ret_kind = BEFORE_SINGLE;
        return true;
    }
    enum regex_escape escape = regex_read_escape(scan, true);
    if (escape == ESCAPE_REFUSED)
        return false;
    *ret_kind = escape == ESCAPE_SINGLE ? BEFORE_SINGLE : BEFORE_OTHER;
    return true;
}

/* Reads a hyphen at the position, and the upper end if it makes a range. */
static bool read_hyphen(struct regex_scan *scan, enum before *before)
{
    size_t hyphen = scan->at;
    if (*before == BEFORE_NOTHING || regex_peek(scan, 1) == ']') {
        scan->at++;
        *before = BEFORE_OTHER;
        return true;
    }
    if (*before == BEFORE_OTHER)
        return refuse_hyphen(scan);
    scan->at++;
    if (regex_peek(scan, 0) == '-' || regex_peek(scan, 0) < 0)
        return refuse_hyphen(scan);
    enum before end = BEFORE_NOTHING;
    if (!read_member(scan, &end))
        return false;
    scan->at = end == BEFORE_SINGLE ? scan->at : hyphen;
    *before = BEFORE_OTHER;
    return end == BEFORE_SINGLE || refuse_hyphen(scan);
}

bool regex_read_class(struct regex_scan *scan)
{
    size_t start = scan->at++;
    if (regex_peek(scan, 0) == '^')
        scan->at++;
    if (regex_peek(scan, 0) == ']')
        return regex_refuse(scan, scan->at,
            "a ] straight after the opening bracket is easily taken for its end",
            "For the character itself write \\]");
    enum before before = BEFORE_NOTHING;
    while (regex_peek(scan, 0) != ']') {
        if (regex_peek(scan, 0) < 0)
            return regex_refuse(scan, start, "a [ has no ] that closes it",
                "Add the ], or write \\[ for the character itself");
        bool hyphen = regex_peek(scan, 0) == '-';
        if (!(hyphen ? read_hyphen(scan, &before) : read_member(scan, &before)))
            return false;
    }
    scan->at++;
    return true;
}
