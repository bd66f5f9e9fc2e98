/* SPDX-License-Identifier: Apache-2.0 */
/* Server paths. The first line is a directory, the rest a name in it. */
#include "ftp/protocol/path.h"

#include <string.h>

#include "ftp/protocol/limits.h"
#include "fuzz/ftp_targets.h"

static bool equal(struct ftp_span left, struct ftp_span right)
{
    return left.length == right.length &&
           (!left.length || memcmp(left.data, right.data, left.length) == 0);
}

static struct ftp_span span_of(const struct buffer *buffer)
{
    return (struct ftp_span){buffer_text(buffer), buffer->length};
}

/* How many segments are "..". */
static size_t parents(struct ftp_span path)
{
    size_t count = 0;
    while (path.length)
        count += ftp_span_is(ftp_span_take_until(&path, '/'), "..");
    return count;
}

static void check_normal(struct ftp_span path, struct ftp_span normal)
{
    FUZZ_CHECK(normal.length <= FTP_PATH_MAX && normal.length <= path.length);
    FUZZ_CHECK(ftp_path_is_absolute(path) == ftp_path_is_absolute(normal));
    FUZZ_CHECK(parents(path) == parents(normal));
    FUZZ_CHECK(ftp_span_find(normal, "//") == normal.length);
    FUZZ_CHECK(ftp_span_find(normal, "/./") == normal.length);
    FUZZ_CHECK(normal.length < 2 || normal.data[normal.length - 1] != '/');
}

static void check_normalise(struct ftp_span path)
{
    struct buffer once, twice;
    buffer_init(&once, 2 * FTP_PATH_MAX);
    buffer_init(&twice, 2 * FTP_PATH_MAX);
    if (ftp_path_normalise(path, &once)) {
        check_normal(path, span_of(&once));
        FUZZ_CHECK(ftp_path_normalise(span_of(&once), &twice));
        FUZZ_CHECK(equal(span_of(&once), span_of(&twice)));
    } else {
        FUZZ_CHECK(once.length == 0 && path.length > FTP_PATH_MAX);
    }
    buffer_done(&once);
    buffer_done(&twice);
}

/* The directory, one slash unless it ends in one, and the name. */
static void check_joined(struct ftp_span path, struct ftp_span directory, struct ftp_span name)
{
    bool slash = directory.data[directory.length - 1] != '/';
    FUZZ_CHECK(path.length == directory.length + slash + name.length);
    FUZZ_CHECK(equal(ftp_span_first(path, directory.length), directory));
    FUZZ_CHECK(path.data[directory.length - !slash] == '/');
    FUZZ_CHECK(equal(ftp_span_after(path, path.length - name.length), name));
}

static void check_join(struct ftp_span directory, struct ftp_span name)
{
    struct buffer joined;
    buffer_init(&joined, 2 * FTP_PATH_MAX);
    if (ftp_path_join(directory, name, &joined)) {
        struct ftp_span path = span_of(&joined);
        FUZZ_CHECK(path.length <= FTP_PATH_MAX);
        if (ftp_path_is_absolute(name) || !directory.length)
            FUZZ_CHECK(equal(path, name));
        else if (!name.length)
            FUZZ_CHECK(equal(path, directory));
        else
            check_joined(path, directory, name);
    } else {
        FUZZ_CHECK(joined.length == 0);
        FUZZ_CHECK(directory.length + 1 + name.length > FTP_PATH_MAX);
    }
    buffer_done(&joined);
}

void fuzz_path(const char *data, size_t length)
{
    struct fuzz_pair pair = fuzz_pair_of(data, length);
    struct ftp_span directory = {pair.first, pair.first_length};
    struct ftp_span name = {pair.second, pair.second_length};
    check_normalise(directory);
    check_normalise((struct ftp_span){data, length});
    check_join(directory, name);
}

/* What a server quotes by the rules is read as it was. */
static void check_quoted(struct ftp_span path)
{
    struct buffer text, read;
    buffer_init(&text, 3 * FTP_PATH_MAX);
    buffer_init(&read, 2 * FTP_PATH_MAX);
    FUZZ_CHECK(buffer_add_byte(&text, '"'));
    for (size_t i = 0; i < path.length; i++) {
        FUZZ_CHECK(path.data[i] != '"' || buffer_add_byte(&text, '"'));
        FUZZ_CHECK(buffer_add_byte(&text, path.data[i]));
    }
    FUZZ_CHECK(buffer_add_text(&text, "\" is your directory"));
    FUZZ_CHECK(ftp_pwd_parse(span_of(&text), &read));
    FUZZ_CHECK(equal(span_of(&read), path));
    buffer_done(&text);
    buffer_done(&read);
}

void fuzz_pwd(const char *data, size_t length)
{
    struct ftp_span text = {data, length};
    struct buffer path;
    buffer_init(&path, 2 * FTP_PATH_MAX);
    if (ftp_pwd_parse(text, &path)) {
        FUZZ_CHECK(path.length <= FTP_PATH_MAX && path.length <= length);
        FUZZ_CHECK(!ftp_span_has_control(span_of(&path)));
    } else {
        FUZZ_CHECK(path.length == 0);
    }
    buffer_done(&path);
    if (!ftp_span_has_control(text) && length <= FTP_PATH_MAX)
        check_quoted(text);
}
