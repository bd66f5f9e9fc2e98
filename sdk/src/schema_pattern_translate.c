/* SPDX-License-Identifier: Apache-2.0 */
/* ECMA-262 and PCRE2 read the same text differently in places. What differs is rewritten; what one
 * of them doesn't have, or what the u flag forbids, is refused. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema.h"
#include "schema_pattern.h"

/* White space and line ends of ECMA-262 (12.2, 12.3), and everything else. */
#define SPACES                                                                                     \
    "\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}"     \
    "\\x{feff}"
#define NO_SPACES                                                                                  \
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"               \
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"                 \
    "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

struct translation {
    const char *cursor;
    const char *end;
    FILE *out;
    char *reason;
    size_t reason_size;
    bool atom; /* what stands before can be repeated */
    bool refused;
};

static bool refuse(struct translation *translation, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool refuse(struct translation *translation, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(translation->reason, translation->reason_size, format, arguments);
    va_end(arguments);
    translation->refused = true;
    return false;
}

static bool at(const struct translation *translation, const char *text)
{
    size_t length = strlen(text);
    return (size_t)(translation->end - translation->cursor) >= length &&
           memcmp(translation->cursor, text, length) == 0;
}

static bool accept(struct translation *translation, const char *text)
{
    if (!at(translation, text))
        return false;
    translation->cursor += strlen(text);
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `count` hexadecimal digits. */
static bool take_hex(struct translation *translation, size_t count, unsigned long *ret_value)
{
    unsigned long value = 0;
    if ((size_t)(translation->end - translation->cursor) < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        int digit = hex_digit(translation->cursor[i]);
        if (digit < 0)
            return false;
        value = value * 16 + (unsigned long)digit;
    }
    translation->cursor += count;
    *ret_value = value;
    return true;
}

static bool put_code_point(struct translation *translation, unsigned long value)
{
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
        return refuse(translation, "\\u%lx is no character", value);
    fprintf(translation->out, "\\x{%lx}", value);
    return true;
}

/* Behind "\u": XXXX, a surrogate pair, or {X...}. */
static bool translate_unicode(struct translation *translation)
{
    unsigned long value = 0;
    unsigned long low = 0;
    if (accept(translation, "{")) {
        size_t digits = 0;
        while (digits < 8 && translation->cursor + digits < translation->end &&
               hex_digit(translation->cursor[digits]) >= 0)
            digits++;
        if (digits == 0 || !take_hex(translation, digits, &value) || !accept(translation, "}"))
            return refuse(translation, "\\u{ needs hexadecimal digits and a closing }");
        return put_code_point(translation, value);
    }
    if (!take_hex(translation, 4, &value))
        return refuse(translation, "\\u needs four hexadecimal digits");
    if (value >= 0xd800 && value <= 0xdbff && accept(translation, "\\u") &&
        take_hex(translation, 4, &low) && low >= 0xdc00 && low <= 0xdfff)
        value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
    return put_code_point(translation, value);
}

/* Long names that PCRE2 knows by their short ones only. */
static const char *short_category(const char *name)
{
    static const char *const names[][2] = {
        {"Letter", "L"},
        {"Cased_Letter", "L&"},
        {"LC", "L&"},
        {"Uppercase_Letter", "Lu"},
        {"Lowercase_Letter", "Ll"},
        {"Titlecase_Letter", "Lt"},
        {"Modifier_Letter", "Lm"},
        {"Other_Letter", "Lo"},
        {"Mark", "M"},
        {"Combining_Mark", "M"},
        {"Nonspacing_Mark", "Mn"},
        {"Spacing_Mark", "Mc"},
        {"Enclosing_Mark", "Me"},
        {"Number", "N"},
        {"Decimal_Number", "Nd"},
        {"digit", "Nd"},
        {"Letter_Number", "Nl"},
        {"Other_Number", "No"},
        {"Punctuation", "P"},
        {"punct", "P"},
        {"Connector_Punctuation", "Pc"},
        {"Dash_Punctuation", "Pd"},
        {"Open_Punctuation", "Ps"},
        {"Close_Punctuation", "Pe"},
        {"Initial_Punctuation", "Pi"},
        {"Final_Punctuation", "Pf"},
        {"Other_Punctuation", "Po"},
        {"Symbol", "S"},
        {"Math_Symbol", "Sm"},
        {"Currency_Symbol", "Sc"},
        {"Modifier_Symbol", "Sk"},
        {"Other_Symbol", "So"},
        {"Separator", "Z"},
        {"Space_Separator", "Zs"},
        {"Line_Separator", "Zl"},
        {"Paragraph_Separator", "Zp"},
        {"Other", "C"},
        {"Control", "Cc"},
        {"cntrl", "Cc"},
        {"Format", "Cf"},
        {"Surrogate", "Cs"},
        {"Private_Use", "Co"},
        {"Unassigned", "Cn"},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i][0], name) == 0)
            return names[i][1];
    }
    return name;
}

/* Behind "\p" or "\P". */
static bool translate_property(struct translation *translation, char letter)
{
    char name[64];
    size_t length = 0;
    if (!accept(translation, "{"))
        return refuse(translation, "\\%c needs a property name in braces", letter);
    while (translation->cursor < translation->end && *translation->cursor != '}' &&
           length + 1 < sizeof name)
        name[length++] = *translation->cursor++;
    name[length] = '\0';
    if (length == 0 || !accept(translation, "}"))
        return refuse(translation, "\\%c needs a property name in braces", letter);
    char *value = strchr(name, '=');
    if (value != NULL)
        *value++ = '\0';
    if (value == NULL || strcmp(name, "General_Category") == 0 || strcmp(name, "gc") == 0)
        fprintf(translation->out, "\\%c{%s}", letter, short_category(value == NULL ? name : value));
    else if (strcmp(name, "Script") == 0 || strcmp(name, "sc") == 0)
        fprintf(translation->out, "\\%c{sc:%s}", letter, value);
    else if (strcmp(name, "Script_Extensions") == 0 || strcmp(name, "scx") == 0)
        fprintf(translation->out, "\\%c{scx:%s}", letter, value);
    else
        return refuse(translation, "the property %s is not supported", name);
    return true;
}

static bool translate_control(struct translation *translation)
{
    char c = translation->cursor < translation->end ? *translation->cursor : '\0';
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
        return refuse(translation, "\\c needs a letter");
    translation->cursor++;
    fprintf(translation->out, "\\x{%x}", (unsigned)c % 32);
    return true;
}

static bool translate_number(struct translation *translation, char first, bool in_class)
{
    bool more = translation->cursor < translation->end && *translation->cursor >= '0' &&
                *translation->cursor <= '9';
    if (first == '0' && !more) {
        fputs("\\x{0}", translation->out);
        return true;
    }
    if (first == '0' || in_class)
        return refuse(translation, "octal escapes are not supported; write \\x and two digits");
    fprintf(translation->out, "\\g{%c", first);
    while (translation->cursor < translation->end && *translation->cursor >= '0' &&
           *translation->cursor <= '9')
        fputc(*translation->cursor++, translation->out);
    fputc('}', translation->out);
    return true;
}

static bool translate_hex(struct translation *translation)
{
    unsigned long value = 0;
    if (!take_hex(translation, 2, &value))
        return refuse(translation, "\\x needs two hexadecimal digits");
    return put_code_point(translation, value);
}

/* Escapes that stand for a character or a kind of characters, in classes and outside. */
static bool translate_escape(struct translation *translation, bool in_class)
{
    if (translation->cursor == translation->end)
        return refuse(translation, "it ends in a lone \\");
    char c = *translation->cursor++;
    if (c == 's' || c == 'S') {
        const char *set = c == 's' ? SPACES : NO_SPACES;
        fprintf(translation->out, in_class ? "%s" : "[%s]", set);
        return true;
    }
    if (c >= '0' && c <= '9')
        return translate_number(translation, c, in_class);
    if (c == 'x')
        return translate_hex(translation);
    if (c == 'u')
        return translate_unicode(translation);
    if (c == 'p' || c == 'P')
        return translate_property(translation, c);
    if (c == 'c')
        return translate_control(translation);
    if (c == 'v') {
        fputs("\\x{b}", translation->out);
        return true;
    }
    if (c == '\0' || strchr("dDwWtnrfb^$\\.*+?()[]{}|/", c) == NULL) {
        if (!(in_class && c == '-'))
            return refuse(translation, "\\%.*s is not an escape", (unsigned char)c < 0x80, &c);
    }
    fprintf(translation->out, "\\%c", c);
    return true;
}

/* Behind "[". A "[" within is a character, where PCRE2 might see a POSIX class. */
static bool translate_class(struct translation *translation)
{
    fputc('[', translation->out);
    if (accept(translation, "^"))
        fputc('^', translation->out);
    while (translation->cursor < translation->end) {
        if (accept(translation, "]")) {
            fputc(']', translation->out);
            return true;
        }
        if (accept(translation, "\\")) {
            if (!translate_escape(translation, true))
                return false;
        } else if (accept(translation, "[")) {
            fputs("\\[", translation->out);
        } else {
            fputc(*translation->cursor++, translation->out);
        }
    }
    return refuse(translation, "a [ is not closed");
}

/* Behind "(". */
static bool translate_group(struct translation *translation)
{
    static const char *const openings[] = {"?:", "?=", "?!", "?<=", "?<!", "?<"};
    translation->atom = false;
    fputc('(', translation->out);
    if (!at(translation, "?"))
        return true;
    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++) {
        if (accept(translation, openings[i])) {
            fputs(openings[i], translation->out);
            return true;
        }
    }
    return refuse(translation, "groups that begin with (?%.*s are not supported",
        translation->end - translation->cursor > 1 && (unsigned char)translation->cursor[1] < 0x80,
        translation->cursor + 1);
}

/* The length of "{n}", "{n,}" or "{n,m}", else 0. */
static size_t counted_length(const struct translation *translation)
{
    const char *cursor = translation->cursor + 1;
    const char *end = translation->end;
    const char *digits = cursor;
    while (cursor < end && *cursor >= '0' && *cursor <= '9')
        cursor++;
    if (cursor == digits)
        return 0;
    if (cursor < end && *cursor == ',') {
        cursor++;
        while (cursor < end && *cursor >= '0' && *cursor <= '9')
            cursor++;
    }
    return cursor < end && *cursor == '}' ? (size_t)(cursor + 1 - translation->cursor) : 0;
}

static bool translate_quantifier(struct translation *translation)
{
    size_t length = *translation->cursor == '{' ? counted_length(translation) : 1;
    if (length == 0)
        return refuse(translation, "a { that repeats nothing is written \\{");
    if (!translation->atom)
        return refuse(
            translation, "there is nothing for %.*s to repeat", (int)length, translation->cursor);
    fwrite(translation->cursor, 1, length, translation->out);
    translation->cursor += length;
    if (accept(translation, "?"))
        fputc('?', translation->out);
    translation->atom = false; /* no possessive quantifiers in ECMA-262 */
    return true;
}

static bool translate_behind_backslash(struct translation *translation)
{
    translation->atom = true;
    if (accept(translation, "k<")) {
        fputs("\\k<", translation->out);
        return true;
    }
    if (at(translation, "b") || at(translation, "B")) {
        fprintf(translation->out, "\\%c", *translation->cursor++);
        translation->atom = false;
        return true;
    }
    return translate_escape(translation, false);
}

static bool translate_one(struct translation *translation)
{
    char c = *translation->cursor;
    if (strchr("*+?{", c) != NULL && c != '\0')
        return translate_quantifier(translation);
    translation->cursor++;
    translation->atom = c != '^' && c != '$' && c != '|';
    switch (c) {
    case '\\':
        return translate_behind_backslash(translation);
    case '[':
        return translate_class(translation);
    case '(':
        return translate_group(translation);
    case '.':
        fputs("[^\\n\\r\\x{2028}\\x{2029}]", translation->out);
        return true;
    case ']':
    case '}':
        return refuse(translation, "a %c that closes nothing is written \\%c", c, c);
    default:
        fputc(c, translation->out);
        return true;
    }
}

char *pattern_translate(
    const char *source, size_t length, size_t *ret_length, char *reason, size_t reason_size)
{
    char *text = NULL;
    size_t text_length = 0;
    struct translation translation = {
        .cursor = source, .end = source + length, .reason = reason, .reason_size = reason_size};
    if (length > SCHEMA_MAX_PATTERN) {
        refuse(&translation, "it is longer than %d bytes", (int)SCHEMA_MAX_PATTERN);
        return NULL;
    }
    translation.out = open_memstream(&text, &text_length);
    if (translation.out == NULL) {
        refuse(&translation, "there is not enough memory");
        return NULL;
    }
    while (translation.cursor < translation.end && translate_one(&translation))
        ;
    if (fclose(translation.out) != 0 && !translation.refused)
        refuse(&translation, "there is not enough memory");
    if (translation.refused) {
        free(text);
        return NULL;
    }
    *ret_length = text_length;
    return text;
}
