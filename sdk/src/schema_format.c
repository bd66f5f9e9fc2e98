/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_format.h"

#include <string.h>

#include "pointer.h"
#include "schema_pattern.h"
#include "schema_uri.h"

/* Few letters can make PCRE2 compile much. */
enum { REGEX_STEPS = 1000 };

static bool is_regex(const char *text, size_t length)
{
    char reason[160];
    struct pattern *pattern = pattern_compile(text, length, reason, sizeof reason);
    pattern_free(pattern);
    return pattern != NULL;
}

static bool is_uri(const char *text, size_t length)
{
    return uri_is_valid(text, length, 0);
}

static bool is_uri_reference(const char *text, size_t length)
{
    return uri_is_valid(text, length, URI_RELATIVE);
}

static bool is_iri(const char *text, size_t length)
{
    return uri_is_valid(text, length, URI_UNICODE);
}

static bool is_iri_reference(const char *text, size_t length)
{
    return uri_is_valid(text, length, URI_RELATIVE | URI_UNICODE);
}

static bool is_uuid(const char *text, size_t length)
{
    if (length != 36)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-'
                 : text[i] == '\0' || strchr("0123456789abcdefABCDEF", text[i]) == NULL)
            return false;
    }
    return true;
}

/* A number of levels to go up, then "#" or a pointer. */
static bool is_relative_pointer(const char *text, size_t length)
{
    size_t digits = 0;
    while (digits < length && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    if (digits == 0 || (digits > 1 && text[0] == '0'))
        return false;
    if (digits + 1 == length && text[digits] == '#')
        return true;
    return pointer_is_valid(text + digits, length - digits);
}

static const struct format formats[] = {
    {"hostname", "a host name", "Write the name alone, without a scheme, port or spaces",
        format_is_hostname, 0},
    {"ipv4", "an IPv4 address", "Write four numbers from 0 to 255, as in 192.0.2.1", format_is_ipv4,
        0},
    {"ipv6", "an IPv6 address", "Write it without brackets, as in 2001:db8::1", format_is_ipv6, 0},
    {"uri", "a URL", "Begin with a scheme, as in https://example.com/", is_uri, 0},
    {"uri-reference", "a URL or a part of one", "", is_uri_reference, 0},
    {"iri", "a URL", "Begin with a scheme, as in https://example.com/", is_iri, 0},
    {"iri-reference", "a URL or a part of one", "", is_iri_reference, 0},
    {"regex", "a regular expression",
        "Escape ( ) [ ] { } * + ? . with \\ where they stand for themselves", is_regex,
        REGEX_STEPS},
    {"date-time", "a date and time", "Write it as in 2030-01-31T23:59:00Z", format_is_date_time, 0},
    {"date", "a date", "Write it as in 2030-01-31", format_is_date, 0},
    {"time", "a time", "Write it as in 23:59:00Z", format_is_time, 0},
    {"duration", "a duration", "Write it as in PT30S, PT5M or P1D", format_is_duration, 0},
    {"email", "an e-mail address", "Write it as in name@example.com", format_is_email, 0},
    {"idn-email", "an e-mail address", "Write it as in name@example.com", format_is_idn_email, 0},
    {"uuid", "a UUID", "", is_uuid, 0},
    {"json-pointer", "a JSON pointer", "Begin with a /", pointer_is_valid, 0},
    {"relative-json-pointer", "a relative JSON pointer", "Begin with a number", is_relative_pointer,
        0},
};

const struct format *format_find(const char *name)
{
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    }
    return NULL;
}
