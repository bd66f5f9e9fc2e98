/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_uri.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema_format.h"

struct span {
    const char *start;
    size_t length;
    bool present;
};

struct uri {
    struct span scheme;
    struct span authority;
    struct span path;
    struct span query;
    struct span fragment;
};

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* Bytes up to one of `stops`; a NUL in the text is an ordinary byte. */
static size_t span_until(const char *text, size_t length, const char *stops)
{
    size_t i = 0;
    while (i < length && (text[i] == '\0' || strchr(stops, text[i]) == NULL))
        i++;
    return i;
}

static size_t scheme_length(const char *text, size_t length)
{
    if (length == 0 || !is_alpha(text[0]))
        return 0;
    size_t i = 1;
    while (i < length && (is_alpha(text[i]) || is_digit(text[i]) || text[i] == '+' ||
                             text[i] == '-' || text[i] == '.'))
        i++;
    return i < length && text[i] == ':' ? i : 0;
}

struct cursor {
    const char *text;
    size_t length;
};

static struct span take(struct cursor *cursor, size_t skip, size_t length)
{
    struct span span = {cursor->text + skip, length, true};
    cursor->text += skip + length;
    cursor->length -= skip + length;
    return span;
}

static struct uri split(const char *text, size_t length)
{
    struct uri uri = {.scheme = {.length = 0}};
    struct cursor cursor = {text, length};
    size_t scheme = scheme_length(text, length);
    if (scheme > 0) {
        uri.scheme = take(&cursor, 0, scheme);
        take(&cursor, 1, 0);
    }
    if (cursor.length >= 2 && cursor.text[0] == '/' && cursor.text[1] == '/')
        uri.authority = take(&cursor, 2, span_until(cursor.text + 2, cursor.length - 2, "/?#"));
    uri.path = take(&cursor, 0, span_until(cursor.text, cursor.length, "?#"));
    if (cursor.length > 0 && cursor.text[0] == '?')
        uri.query = take(&cursor, 1, span_until(cursor.text + 1, cursor.length - 1, "#"));
    if (cursor.length > 0)
        uri.fragment = take(&cursor, 1, cursor.length - 1);
    return uri;
}

/* 5.2.4, in place. */
static void remove_dot_segments(char *path)
{
    char *out = path;
    const char *in = path;
    while (*in != '\0') {
        size_t length = strcspn(in + 1, "/") + 1; /* with its leading slash */
        bool last = in[length] == '\0';
        if (strncmp(in, "/..", length) == 0 && length == 3) {
            while (out > path && *--out != '/')
                ;
            if (last)
                *out++ = '/';
        } else if (strncmp(in, "/.", length) == 0 && length == 2) {
            if (last)
                *out++ = '/';
        } else {
            memmove(out, in, length);
            out += length;
        }
        in += length;
    }
    *out = '\0';
}

/* 5.2.3: the base's path up to its last slash, then the reference's. */
static char *merge_paths(const struct uri *base, const struct uri *reference)
{
    size_t kept = base->path.length;
    while (kept > 0 && base->path.start[kept - 1] != '/')
        kept--;
    bool slash = kept == 0 && base->authority.present;
    size_t size = kept + reference->path.length + 2;
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, "%.*s%s%.*s", (int)kept, base->path.start, slash ? "/" : "",
            (int)reference->path.length, reference->path.start);
    return path;
}

static char *copy_span(const struct span *span)
{
    return strndup(span->start == NULL ? "" : span->start, span->length);
}

static char *join(const struct span *scheme, const struct span *authority, const char *path,
    const struct span *query)
{
    size_t size = scheme->length + authority->length + strlen(path) + query->length + 8;
    char *text = malloc(size);
    if (text != NULL)
        snprintf(text, size, "%.*s%s%s%.*s%s%s%.*s", (int)scheme->length,
            scheme->present ? scheme->start : "", scheme->present ? ":" : "",
            authority->present ? "//" : "", (int)authority->length,
            authority->present ? authority->start : "", path, query->present ? "?" : "",
            (int)query->length, query->present ? query->start : "");
    return text;
}

static char *resolved_path(const struct uri *base, const struct uri *reference, bool alone)
{
    char *path;
    if (!alone && reference->path.length == 0)
        return copy_span(&base->path);
    if (alone || reference->path.start[0] == '/')
        path = copy_span(&reference->path);
    else
        path = merge_paths(base, reference);
    if (path != NULL && path[0] == '/')
        remove_dot_segments(path);
    return path;
}

char *uri_resolve(const char *base_text, const char *reference_text)
{
    struct uri base = split(base_text, strlen(base_text));
    struct uri reference = split(reference_text, strlen(reference_text));
    bool alone = reference.scheme.present || reference.authority.present;
    char *path = resolved_path(&base, &reference, alone);
    if (path == NULL)
        return NULL;
    bool same = !alone && reference.path.length == 0;
    const struct span *query = same && !reference.query.present ? &base.query : &reference.query;
    char *text = join(reference.scheme.present ? &reference.scheme : &base.scheme,
        alone ? &reference.authority : &base.authority, path, query);
    free(path);
    return text;
}

static int hex_value(char c)
{
    return is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}

char *uri_decode(const char *text)
{
    char *decoded = malloc(strlen(text) + 1);
    if (decoded == NULL)
        return NULL;
    size_t used = 0;
    for (; *text != '\0'; text++) {
        if (*text != '%') {
            decoded[used++] = *text;
            continue;
        }
        if (!is_hex(text[1]) || !is_hex(text[2])) {
            free(decoded);
            return NULL;
        }
        decoded[used++] = (char)(hex_value(text[1]) * 16 + hex_value(text[2]));
        text += 2;
    }
    decoded[used] = '\0';
    return decoded;
}

static bool characters_valid(const struct span *span, const char *extra, unsigned flags)
{
    for (size_t i = 0; i < span->length; i++) {
        char c = span->start[i];
        if (c == '%') {
            if (i + 2 >= span->length || !is_hex(span->start[i + 1]) || !is_hex(span->start[i + 2]))
                return false;
            i += 2;
        } else if ((unsigned char)c >= 0x80) {
            if ((flags & URI_UNICODE) == 0)
                return false;
        } else if (!is_alpha(c) && !is_digit(c) &&
                   (c == '\0' ||
                       (strchr("-._~!$&'()*+,;=", c) == NULL && strchr(extra, c) == NULL))) {
            return false;
        }
    }
    return true;
}

static bool port_valid(const char *text, size_t length)
{
    if (length == 0)
        return true;
    if (text[0] != ':')
        return false;
    for (size_t i = 1; i < length; i++) {
        if (!is_digit(text[i]))
            return false;
    }
    return true;
}

/* [userinfo@]host[:port], the host a name or an address in brackets */
static bool authority_valid(const struct span *authority, unsigned flags)
{
    const char *host = authority->start;
    size_t length = authority->length;
    size_t user = span_until(host, length, "@");
    if (user < length) {
        struct span span = {host, user, true};
        if (!characters_valid(&span, ":", flags))
            return false;
        host += user + 1;
        length -= user + 1;
    }
    if (length > 0 && host[0] == '[') {
        size_t end = span_until(host, length, "]");
        return end < length && format_is_ipv6(host + 1, end - 1) &&
               port_valid(host + end + 1, length - end - 1);
    }
    struct span name = {host, span_until(host, length, ":"), true};
    return characters_valid(&name, "", flags) &&
           port_valid(host + name.length, length - name.length);
}

bool uri_is_valid(const char *text, size_t length, unsigned flags)
{
    struct uri uri = split(text, length);
    if (!uri.scheme.present && (flags & URI_RELATIVE) == 0)
        return false;
    /* 4.2: the first segment of a relative path has no colon */
    if (!uri.scheme.present && !uri.authority.present &&
        memchr(uri.path.start, ':', span_until(uri.path.start, uri.path.length, "/")) != NULL)
        return false;
    return (!uri.authority.present || authority_valid(&uri.authority, flags)) &&
           characters_valid(&uri.path, ":@/", flags) &&
           characters_valid(&uri.query, ":@/?", flags) &&
           characters_valid(&uri.fragment, ":@/?", flags);
}
