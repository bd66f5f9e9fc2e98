/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/path.h"

#include <errno.h>

#include "ftp/protocol/limits.h"

/* Between the quotes at the cursor's front, "" standing for one (RFC 959, appendix II). */
static bool unquote(struct ftp_span quoted, struct buffer *out)
{
    while (quoted.length) {
        struct ftp_span piece = quoted;
        size_t length = ftp_span_find(piece, "\"");
        if (length == piece.length)
            return false;
        if (!buffer_add(out, piece.data, length))
            return false;
        quoted = ftp_span_after(piece, length + 1);
        if (!ftp_span_take_char(&quoted, '"'))
            return true;
        if (!buffer_add_byte(out, '"'))
            return false;
    }
    return false;
}

static bool unquoted(struct ftp_span text, struct buffer *out)
{
    struct ftp_span word, rest;
    text = rest = ftp_span_trim(text);
    if (!ftp_span_take_word(&rest, &word))
        return false;
    /* A sentence is no path: using it as one would send every operand into a directory of words. */
    return (word.length == text.length || word.data[0] == '/') &&
           buffer_add(out, text.data, text.length);
}

bool ftp_pwd_parse(struct ftp_span text, struct buffer *out)
{
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    size_t quote = ftp_span_find(text, "\"");
    bool done = quote < text.length ? unquote(ftp_span_after(text, quote + 1), &path)
                                    : unquoted(text, &path);
    struct ftp_span found = {buffer_text(&path), path.length};
    done = done && !ftp_span_has_control(found) && buffer_add(out, found.data, found.length);
    buffer_done(&path);
    return done;
}

bool ftp_path_is_absolute(struct ftp_span path)
{
    return path.length && path.data[0] == '/';
}

bool ftp_path_join(struct ftp_span directory, struct ftp_span name, struct buffer *out)
{
    if (ftp_path_is_absolute(name))
        directory.length = 0;
    bool slash = directory.length && name.length && directory.data[directory.length - 1] != '/';
    if (directory.length > FTP_PATH_MAX || name.length > FTP_PATH_MAX ||
        directory.length + slash + name.length > FTP_PATH_MAX) {
        errno = EOVERFLOW;
        return false;
    }
    return buffer_reserve(out, directory.length + slash + name.length) &&
           buffer_add(out, directory.data, directory.length) &&
           (!slash || buffer_add_byte(out, '/')) && buffer_add(out, name.data, name.length);
}

bool ftp_path_normalise(struct ftp_span path, struct buffer *out)
{
    struct buffer normal;
    buffer_init(&normal, FTP_PATH_MAX);
    bool done = !ftp_path_is_absolute(path) || buffer_add_byte(&normal, '/');
    bool given = path.length;
    while (done && path.length) {
        struct ftp_span segment = ftp_span_take_until(&path, '/');
        if (!segment.length || ftp_span_is(segment, "."))
            continue;
        bool slash = normal.length && normal.data[normal.length - 1] != '/';
        done = (!slash || buffer_add_byte(&normal, '/')) &&
               buffer_add(&normal, segment.data, segment.length);
    }
    if (done && given && !normal.length)
        done = buffer_add_byte(&normal, '.');
    done = done && buffer_add(out, buffer_text(&normal), normal.length);
    buffer_done(&normal);
    return done;
}
