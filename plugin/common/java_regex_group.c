/* SPDX-License-Identifier: Apache-2.0 */
#include "common/java_regex_scan.h"

#include <string.h>

enum { LONGEST_NAME = 32 }; /* PCRE2's bound */

static bool starts_with(const struct regex_scan *scan, const char *text)
{
    size_t length = strlen(text);
    return scan->length - scan->at >= length && !memcmp(scan->text + scan->at, text, length);
}

static bool push(struct regex_scan *scan, struct regex_open open)
{
    if (scan->open_count == JAVA_REGEX_MAX_NESTING)
        return regex_refuse(
            scan, scan->at, "groups are nested too deep", "Simplify the expression");
    if (scan->open_count && scan->open[scan->open_count - 1].negative)
        open.negative = true;
    open.groups_before = scan->group_count;
    scan->open[scan->open_count++] = open;
    scan->last = LAST_NOTHING;
    return true;
}

static bool push_capture(struct regex_scan *scan, size_t name, size_t name_length)
{
    if (scan->group_count == JAVA_REGEX_MAX_GROUPS)
        return regex_refuse(scan, scan->at, "there are too many groups",
            "Write groups that are not referred to as (?:...)");
    int capture = (int)scan->group_count;
    if (!push(scan, (struct regex_open){.capture = capture}))
        return false;
    scan->groups[scan->group_count++] = (struct regex_group){.name = name,
        .name_length = name_length,
        .uncertain = scan->open[scan->open_count - 1].negative};
    return true;
}

static bool is_letter(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* At the name, behind "(?<". */
static bool read_name(struct regex_scan *scan)
{
    size_t start = scan->at;
    while (is_letter(regex_peek(scan, 0)) ||
           (scan->at > start && regex_peek(scan, 0) >= '0' && regex_peek(scan, 0) <= '9'))
        scan->at++;
    size_t length = scan->at - start;
    if (!length || length > LONGEST_NAME || regex_peek(scan, 0) != '>')
        return regex_refuse(scan, start,
            "a group's name is a letter followed by at most 31 letters and digits",
            "Write (?<name>...), or (...) for a group without a name");
    scan->at++;
    return push_capture(scan, start, length);
}

static bool is_flag(int byte)
{
    return byte == 'i' || byte == 's';
}

/* Flags that both know; those before a hyphen are switched on. False: none at all. */
static bool read_flags(struct regex_scan *scan)
{
    size_t start = scan->at;
    for (; is_flag(regex_peek(scan, 0)); scan->at++) {
        if (regex_peek(scan, 0) == 'i')
            scan->caseless = true;
    }
    if (regex_peek(scan, 0) == '-' && is_flag(regex_peek(scan, 1))) {
        scan->at++;
        while (is_flag(regex_peek(scan, 0)))
            scan->at++;
    }
    return scan->at > start;
}

/* At what follows "(?" where that is no sign of a group. */
static bool read_flag_group(struct regex_scan *scan)
{
    size_t start = scan->at - 2;
    bool flags = read_flags(scan);
    int end = regex_peek(scan, 0);
    if (!flags || (end != ')' && end != ':'))
        return regex_refuse(scan, start,
            "Java and PCRE2 do not both know this kind of group or these flags",
            "Both know (...), (?:...), (?<name>...), (?=...), (?!...), (?<=...), (?<!...), (?>...) "
            "and the flags i and s");
    scan->at++;
    if (end == ':')
        return push(scan, (struct regex_open){.capture = -1});
    scan->last = LAST_NOTHING;
    return true;
}

/* At what follows "(?". */
static bool read_special(struct regex_scan *scan)
{
    static const struct {
        const char *sign;
        struct regex_open open;
    } kinds[] = {
        {":", {-1, 0, false, false}},
        {">", {-1, 0, false, false}},
        {"=", {-1, 0, true, false}},
        {"!", {-1, 0, true, true}},
        {"<=", {-1, 0, true, false}},
        {"<!", {-1, 0, true, true}},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (starts_with(scan, kinds[i].sign)) {
            scan->at += strlen(kinds[i].sign);
            return push(scan, kinds[i].open);
        }
    }
    if (regex_peek(scan, 0) != '<')
        return read_flag_group(scan);
    scan->at++;
    return read_name(scan);
}

bool regex_read_open(struct regex_scan *scan)
{
    size_t start = scan->at++;
    if (regex_peek(scan, 0) == '*')
        return regex_refuse(scan, start, "(* begins a command of PCRE2 and nothing in Java",
            "For the characters themselves write \\(\\*");
    if (regex_peek(scan, 0) != '?')
        return push_capture(scan, 0, 0);
    scan->at++;
    return read_special(scan);
}

bool regex_read_close(struct regex_scan *scan)
{
    if (!scan->open_count)
        return regex_refuse(scan, scan->at, "a ) has no ( before it",
            "Add the (, or write \\) for the character itself");
    const struct regex_open *open = &scan->open[--scan->open_count];
    if (open->capture >= 0)
        scan->groups[open->capture].closed = true;
    scan->item_groups = open->groups_before;
    scan->last = open->assertion ? LAST_ASSERTION : LAST_ITEM;
    scan->at++;
    return true;
}
