/* SPDX-License-Identifier: Apache-2.0 */
#include "common/java_regex_scan.h"

#include "common/utf8.h"

#include <string.h>

bool regex_refuse(struct regex_scan *scan, size_t offset, const char *reason, const char *hint)
{
    scan->refusal = (struct java_regex_refusal){offset, reason, hint};
    return false;
}

int regex_peek(const struct regex_scan *scan, size_t ahead)
{
    if (ahead >= scan->length - scan->at)
        return -1;
    return (unsigned char)scan->text[scan->at + ahead];
}

void regex_mark(struct regex_place *place, size_t offset)
{
    if (!place->seen)
        *place = (struct regex_place){true, offset};
}

void regex_literal(struct regex_scan *scan)
{
    struct utf8_step step = utf8_step(scan->text + scan->at, scan->length - scan->at);
    if (step.length > 1)
        regex_mark(&scan->wide, scan->at);
    scan->at += step.length;
}

static bool read_number(struct regex_scan *scan)
{
    size_t start = scan->at;
    while (regex_peek(scan, 0) >= '0' && regex_peek(scan, 0) <= '9')
        scan->at++;
    return scan->at > start;
}

static bool read_braces(struct regex_scan *scan)
{
    size_t start = scan->at++;
    bool good = read_number(scan);
    if (good && regex_peek(scan, 0) == ',') {
        scan->at++;
        read_number(scan);
    }
    if (!good || regex_peek(scan, 0) != '}')
        return regex_refuse(scan, start, "Java reads a { only as a repetition: {2}, {2,} or {2,5}",
            "For the character itself write \\{");
    scan->at++;
    return true;
}

static bool read_quantifier(struct regex_scan *scan)
{
    size_t start = scan->at;
    if (scan->last == LAST_NOTHING)
        return regex_refuse(scan, start, "there is nothing before it that could be repeated",
            "For the character itself put a backslash before it");
    if (scan->last == LAST_ASSERTION)
        return regex_refuse(scan, start, "Java and PCRE2 repeat a place in the text differently",
            "Leave the repetition out: a place is the same however often it is looked at");
    if (scan->last == LAST_QUANTIFIER)
        return regex_refuse(scan, start, "Java does not repeat a repetition",
            "Put the first repetition in a group: (?:a{2}){3}");
    bool braces = regex_peek(scan, 0) == '{';
    if (braces && !read_braces(scan))
        return false;
    scan->at += braces ? 0 : 1;
    if (braces && regex_peek(scan, 0) == '+')
        return regex_refuse(scan, scan->at,
            "Java holds on to each repetition by itself, PCRE2 to all of them together",
            "For a repetition that gives nothing back write (?>a{2}); else leave the + out");
    if (regex_peek(scan, 0) == '?' || regex_peek(scan, 0) == '+')
        scan->at++;
    for (size_t i = scan->item_groups; i < scan->group_count; i++)
        scan->groups[i].uncertain = true;
    scan->item_groups = scan->group_count;
    scan->last = LAST_QUANTIFIER;
    return true;
}

static bool read_escape(struct regex_scan *scan)
{
    enum regex_escape escape = regex_read_escape(scan, false);
    if (escape == ESCAPE_REFUSED)
        return false;
    if (escape == ESCAPE_EMPTY)
        scan->last = LAST_NOTHING;
    else
        scan->last = escape == ESCAPE_ASSERTION ? LAST_ASSERTION : LAST_ITEM;
    return true;
}

static bool read_one_byte(struct regex_scan *scan, enum regex_last last)
{
    scan->at++;
    scan->last = last;
    return true;
}

static bool read_next(struct regex_scan *scan)
{
    int byte = regex_peek(scan, 0);
    if (byte == 0 || !strchr("*+?{", byte))
        scan->item_groups = scan->group_count;
    switch (byte) {
    case '\\':
        return read_escape(scan);
    case '[':
        scan->last = LAST_ITEM;
        return regex_read_class(scan);
    case '(':
        return regex_read_open(scan);
    case ')':
        return regex_read_close(scan);
    case '|':
        return read_one_byte(scan, LAST_NOTHING);
    case '^':
    case '$':
        return read_one_byte(scan, LAST_ASSERTION);
    case '*':
    case '+':
    case '?':
    case '{':
        return read_quantifier(scan);
    default:
        regex_literal(scan);
        scan->last = LAST_ITEM;
        return true;
    }
}

/* Without its flag u, Java folds the case of ASCII alone, PCRE2 that of all letters. */
static bool agrees_on_case(struct regex_scan *scan)
{
    if (!scan->caseless)
        return true;
    if (scan->wide.seen)
        return regex_refuse(scan, scan->wide.offset,
            "with (?i) Java ignores the case of ASCII letters only, PCRE2 that of all",
            "Leave (?i) out and write both cases in brackets");
    if (scan->reference.seen)
        return regex_refuse(scan, scan->reference.offset,
            "with (?i) Java and PCRE2 compare a back reference differently",
            "Leave (?i) or the back reference out");
    if (scan->letter_case.seen)
        return regex_refuse(scan, scan->letter_case.offset,
            "with (?i) Java and PCRE2 disagree on upper and lower case properties",
            "Write \\p{L} for a letter of any case");
    return true;
}

bool java_regex_accepts(const char *pattern, size_t length, struct java_regex_refusal *ret_refusal)
{
    struct regex_scan scan = {.text = pattern, .length = length, .last = LAST_NOTHING};
    bool good = true;
    while (good && scan.at < length)
        good = read_next(&scan);
    if (good && scan.open_count)
        good = regex_refuse(&scan, length, "a ( has no ) that closes it",
            "Add the ), or write \\( for the character itself");
    good = good && agrees_on_case(&scan);
    if (!good)
        *ret_refusal = scan.refusal;
    return good;
}
