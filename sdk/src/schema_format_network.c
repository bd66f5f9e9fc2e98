/* SPDX-License-Identifier: Apache-2.0 */
/* Names and addresses. */
#include <string.h>

#include "schema_format.h"

enum {
    HOST_NAME_MAX_BYTES = 253, /* RFC 1035, 2.3.4, in text form */
    HOST_LABEL_MAX_BYTES = 63,
    IPV6_GROUPS = 8,
    MAIL_LOCAL_MAX_BYTES = 64, /* RFC 5321, 4.5.3.1.1 */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static size_t until(const char *text, size_t length, char stop)
{
    const char *found = memchr(text, stop, length);
    return found == NULL ? length : (size_t)(found - text);
}

static bool label_valid(const char *label, size_t length)
{
    if (length == 0 || length > HOST_LABEL_MAX_BYTES || label[0] == '-' || label[length - 1] == '-')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_alnum(label[i]) && label[i] != '-')
            return false;
    }
    return true;
}

/* RFC 1123, 2.1 */
bool format_is_hostname(const char *text, size_t length)
{
    if (length > HOST_NAME_MAX_BYTES)
        return false;
    for (;;) {
        size_t label = until(text, length, '.');
        if (!label_valid(text, label))
            return false;
        if (label == length)
            return true;
        text += label + 1;
        length -= label + 1;
    }
}

/* 0 to 255 without leading zeros, which some read as octal */
static bool octet_valid(const char *text, size_t length)
{
    unsigned value = 0;
    if (length == 0 || length > 3 || (length > 1 && text[0] == '0'))
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(text[i]))
            return false;
        value = value * 10 + (unsigned)(text[i] - '0');
    }
    return value <= 255;
}

bool format_is_ipv4(const char *text, size_t length)
{
    for (int octets = 1;; octets++) {
        size_t octet = until(text, length, '.');
        if (!octet_valid(text, octet))
            return false;
        if (octet == length)
            return octets == 4;
        text += octet + 1;
        length -= octet + 1;
    }
}

static bool group_valid(const char *text, size_t length)
{
    if (length == 0 || length > 4)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_hex(text[i]))
            return false;
    }
    return true;
}

/* The number of groups in "a:b:c", the last of which may be an IPv4 address; -1 if malformed. */
static int count_groups(const char *text, size_t length, bool may_end_in_ipv4)
{
    int groups = 0;
    if (length == 0)
        return 0;
    for (;;) {
        size_t group = until(text, length, ':');
        bool last = group == length;
        if (last && may_end_in_ipv4 && format_is_ipv4(text, group))
            return groups + 2;
        if (!group_valid(text, group) || groups == IPV6_GROUPS)
            return -1;
        groups++;
        if (last)
            return groups;
        text += group + 1;
        length -= group + 1;
    }
}

/* RFC 4291, 2.2; no zone */
bool format_is_ipv6(const char *text, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        if (text[i] != ':' || text[i + 1] != ':')
            continue;
        int before = count_groups(text, i, false);
        int after = count_groups(text + i + 2, length - i - 2, true);
        return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
    }
    return count_groups(text, length, true) == IPV6_GROUPS;
}

static bool is_atom_byte(char c, bool unicode)
{
    return is_alnum(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL) ||
           (unicode && (unsigned char)c >= 0x80);
}

static bool quoted_valid(const char *text, size_t length)
{
    for (size_t i = 1; i + 1 < length; i++) {
        if (text[i] == '\\')
            i++;
        else if (text[i] == '"')
            return false;
        if (i + 1 >= length || (unsigned char)text[i] < ' ')
            return false;
    }
    return length > 2;
}

static bool local_valid(const char *text, size_t length, bool unicode)
{
    if (length == 0 || length > MAIL_LOCAL_MAX_BYTES)
        return false;
    if (text[0] == '"' && text[length - 1] == '"')
        return quoted_valid(text, length);
    bool dot_allowed = false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '.' ? !dot_allowed : !is_atom_byte(text[i], unicode))
            return false;
        dot_allowed = text[i] != '.';
    }
    return dot_allowed;
}

static bool mail_domain_valid(const char *text, size_t length, bool unicode)
{
    if (length > 2 && text[0] == '[' && text[length - 1] == ']') {
        if (length > 7 && strncmp(text + 1, "IPv6:", 5) == 0)
            return format_is_ipv6(text + 6, length - 7);
        return format_is_ipv4(text + 1, length - 2);
    }
    if (!unicode)
        return format_is_hostname(text, length);
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < 0x80 && !is_alnum(text[i]) && text[i] != '-' && text[i] != '.')
            return false;
    }
    return length > 0;
}

static bool mail_valid(const char *text, size_t length, bool unicode)
{
    size_t at = length;
    while (at > 0 && text[at - 1] != '@')
        at--;
    return at > 0 && local_valid(text, at - 1, unicode) &&
           mail_domain_valid(text + at, length - at, unicode);
}

bool format_is_email(const char *text, size_t length)
{
    return mail_valid(text, length, false);
}

bool format_is_idn_email(const char *text, size_t length)
{
    return mail_valid(text, length, true);
}
