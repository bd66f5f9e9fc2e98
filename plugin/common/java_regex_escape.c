/* SPDX-License-Identifier: Apache-2.0 */
#include "common/java_regex_scan.h"

#include <string.h>

/* Letters that mean something else to one of the two, or nothing. */
static const struct refused_letter {
    char letter;
    const char *reason, *hint;
} refused_letters[] = {
    {'b', "Java's releases disagree on which letters \\b knows",
        "Write what may stand there: (?:^|[^A-Za-z0-9_])"},
    {'B', "Java's releases disagree on which letters \\B knows", "Write what may stand there"},
    {'c', "Java and PCRE2 count control characters differently", "Write the code: \\x1B"},
    {'C', "\\C, one byte, is not known to Java", "Write . for one character"},
    {'E', "\\E has no \\Q before it", "Leave it out, or write \\\\E for the characters"},
    {'g', "\\g is not known to Java", "Write a back reference as \\1 or \\k<name>"},
    {'G', "\\G makes no sense where the whole text is matched", "Leave it out"},
    {'K', "\\K is not known to Java", "Leave it out: the whole text is matched"},
    {'N', "\\N is a character's name in Java and any character in PCRE2",
        "Write . or the code: \\x{2028}"},
    {'R', "Java goes back into \\R, PCRE2 does not", "Write (?:\\r\\n|[\\n\\r])"},
    {'u', "\\u is not known to PCRE2", "Write the code in braces: \\x{20AC}"},
    {'X', "Java and PCRE2 draw the bounds of \\X differently", "Write . for one character"},
    {'0', "Java and PCRE2 read octal codes differently", "Write the code: \\x41"},
};

static enum regex_escape refuse(
    struct regex_scan *scan, size_t offset, const char *reason, const char *hint)
{
    regex_refuse(scan, offset, reason, hint);
    return ESCAPE_REFUSED;
}

static enum regex_escape refuse_letter(struct regex_scan *scan, size_t start, char letter)
{
    for (size_t i = 0; i < sizeof refused_letters / sizeof *refused_letters; i++) {
        if (refused_letters[i].letter == letter)
            return refuse(scan, start, refused_letters[i].reason, refused_letters[i].hint);
    }
    return refuse(scan, start, "Java knows no such escape",
        "For the letter itself leave the backslash out; for a backslash write \\\\");
}

static int hex_value(int byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
}

/* Reads at least `least` and at most `most` hexadecimal digits; -1: too few. */
static long read_hex(struct regex_scan *scan, size_t least, size_t most)
{
    long code = 0;
    size_t digits = 0;
    while (digits < most && hex_value(regex_peek(scan, 0)) >= 0) {
        code = code * 16 + hex_value(regex_peek(scan, 0));
        scan->at++;
        digits++;
    }
    return digits < least ? -1 : code;
}

static long read_code(struct regex_scan *scan)
{
    if (regex_peek(scan, 0) != '{')
        return read_hex(scan, 2, 2);
    scan->at++;
    long code = read_hex(scan, 1, 6);
    if (regex_peek(scan, 0) != '}')
        return -1;
    scan->at++;
    return code;
}

static enum regex_escape read_x(struct regex_scan *scan, size_t start)
{
    long code = read_code(scan);
    if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return refuse(scan, start,
            "it is not the code of a character in two hexadecimal digits, or in braces",
            "Write \\x2E or \\x{20AC}");
    if (code > 0x7f)
        regex_mark(&scan->wide, start);
    return ESCAPE_SINGLE;
}

/* A general category of Unicode, the only properties whose names mean the same to both. */
static bool is_category(const char *name, size_t length)
{
    static const char *const categories[] = {"C", "Cc", "Cf", "Cn", "Co", "Cs", "L", "Ll", "Lm",
        "Lo", "Lt", "Lu", "M", "Mc", "Me", "Mn", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Pe", "Pf",
        "Pi", "Po", "Ps", "S", "Sc", "Sk", "Sm", "So", "Z", "Zl", "Zp", "Zs"};
    for (size_t i = 0; i < sizeof categories / sizeof *categories; i++) {
        if (strlen(categories[i]) == length && !memcmp(categories[i], name, length))
            return true;
    }
    return false;
}

static enum regex_escape read_property(struct regex_scan *scan, size_t start)
{
    const char *name = scan->text + scan->at;
    size_t left = scan->length - scan->at, length = left ? 1 : 0;
    bool braces = left && *name == '{';
    if (braces) {
        const char *end = memchr(name, '}', left);
        length = end ? (size_t)(end - name) - 1 : 0;
        name++;
    }
    if (!length || !is_category(name, length))
        return refuse(scan, start, "Java and PCRE2 agree only on the general categories of Unicode",
            "Write \\p{L}, \\p{Lu}, \\p{Nd} and so on, or a class such as [A-Za-z]");
    if (length == 2 && name[0] == 'L' && strchr("ult", name[1]))
        regex_mark(&scan->letter_case, start);
    scan->at += braces ? length + 2 : length;
    return ESCAPE_SET;
}

static enum regex_escape read_quote(struct regex_scan *scan)
{
    size_t start = scan->at;
    while (regex_peek(scan, 0) >= 0 && !(regex_peek(scan, 0) == '\\' && regex_peek(scan, 1) == 'E'))
        regex_literal(scan);
    bool empty = scan->at == start;
    scan->at += scan->at < scan->length ? 2 : 0;
    return empty ? ESCAPE_EMPTY : ESCAPE_QUOTE;
}

static enum regex_escape refer(struct regex_scan *scan, size_t start, size_t group)
{
    if (group >= scan->group_count || !scan->groups[group].closed || scan->groups[group].uncertain)
        return refuse(scan, start,
            "it refers to a group that does not end before it, is repeated, or stands in a "
            "negative look-around",
            "Refer only to a group that ends before and is read once: ((?:ab)*)-\\1");
    regex_mark(&scan->reference, start);
    return ESCAPE_REFERENCE;
}

static enum regex_escape read_number(struct regex_scan *scan, size_t start, char digit)
{
    if (regex_peek(scan, 0) >= '0' && regex_peek(scan, 0) <= '9')
        return refuse(scan, start,
            "Java and PCRE2 read references of more than one digit differently",
            "Put a digit that follows in brackets, \\1[0], or name the group: (?<name>...) "
            "\\k<name>");
    return refer(scan, start, (size_t)(digit - '1'));
}

static enum regex_escape read_name(struct regex_scan *scan, size_t start)
{
    const char *name = scan->text + scan->at;
    const char *end = memchr(name, '>', scan->length - scan->at);
    if (regex_peek(scan, 0) != '<' || !end)
        return refuse(
            scan, start, "Java writes a reference by name as \\k<name>", "Write \\k<name>");
    size_t length = (size_t)(end - name) - 1;
    scan->at += length + 2;
    for (size_t i = 0; i < scan->group_count; i++) {
        const struct regex_group *group = &scan->groups[i];
        if (group->name_length == length && !memcmp(scan->text + group->name, name + 1, length))
            return refer(scan, start, i);
    }
    return refuse(
        scan, start, "no group of that name stands before it", "Write (?<name>...) before it");
}

static enum regex_escape read_outside(struct regex_scan *scan, size_t start, char letter)
{
    if (letter == 'Q')
        return read_quote(scan);
    if (letter == 'k')
        return read_name(scan, start);
    if (letter >= '1' && letter <= '9')
        return read_number(scan, start, letter);
    if (strchr("AzZ", letter))
        return ESCAPE_ASSERTION;
    return refuse_letter(scan, start, letter);
}

static enum regex_escape read_letter(struct regex_scan *scan, bool in_class)
{
    size_t start = scan->at - 1;
    char letter = scan->text[scan->at++];
    if (strchr("tnrfae", letter))
        return ESCAPE_SINGLE;
    if (strchr("dDwWsShHvV", letter))
        return ESCAPE_SET;
    if (letter == 'x')
        return read_x(scan, start);
    if (letter == 'p' || letter == 'P')
        return read_property(scan, start);
    if (!in_class)
        return read_outside(scan, start, letter);
    return refuse(scan, start, "within brackets Java and PCRE2 do not both know this escape",
        "For a letter or digit itself leave the backslash out; write other characters one by one");
}

enum regex_escape regex_read_escape(struct regex_scan *scan, bool in_class)
{
    scan->at++;
    int byte = regex_peek(scan, 0);
    if (byte < 0)
        return refuse(
            scan, scan->at - 1, "a backslash stands at the end", "For a backslash write \\\\");
    if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
        (byte >= 'a' && byte <= 'z'))
        return read_letter(scan, in_class);
    regex_literal(scan);
    return ESCAPE_SINGLE;
}
