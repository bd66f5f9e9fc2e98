/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/directories.h"

#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"

#include <string.h>

static bool is_missing(const struct ftp_error *error)
{
    return error->fault == FTP_FAULT_DIRECTORY_MISSING || error->fault == FTP_FAULT_UNAVAILABLE;
}

/* The length of the beginning of `path` that ends before its last part; 0 where that is all. */
static size_t parent_of(const char *path, size_t length)
{
    while (length > 0 && path[length - 1] == '/')
        length--;
    while (length > 0 && path[length - 1] != '/')
        length--;
    while (length > 0 && path[length - 1] == '/')
        length--;
    return length;
}

/* The same for the beginning with one part more. */
static size_t child_of(const char *path, size_t length)
{
    length += strspn(path + length, "/");
    return length + strcspn(path + length, "/");
}

static bool cut(struct buffer *part, const char *path, size_t length, struct ftp_error *error)
{
    buffer_clear(part);
    return buffer_add(part, path, length) ||
           ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a path");
}

/*
 * How much of an absolute path is there, from its end upwards: those above may be out of sight, so
 * that asking from the top would meet refusals that mean nothing. A relative path begins where the
 * session stands now, which looking would leave.
 */
static bool find_existing(struct ftp_run *run, const char *path, struct buffer *part,
    size_t *ret_length, struct ftp_error *error)
{
    size_t length = *path == '/' ? strlen(path) : 0;
    while (length > 0 && (length = parent_of(path, length)) > 0) {
        struct ftp_error refused = {0};
        if (!cut(part, path, length, error))
            return false;
        if (ftp_directory_enter(run->session, part->data, &refused))
            break;
        if (!is_missing(&refused)) {
            *error = refused;
            return false;
        }
    }
    *ret_length = length;
    return true;
}

/* Another client may have been faster: whether a refusal matters is seen when the directory is
 * entered. */
static bool make_rest(struct ftp_run *run, struct ftp_document *document, const char *path,
    size_t length, struct buffer *part, struct ftp_error *refused)
{
    size_t whole = strlen(path);
    while (length < whole) {
        struct ftp_error why = {0};
        bool made = false;
        length = child_of(path, length);
        bool asked = cut(part, path, length, &why) &&
                     ftp_directory_make(run->session, part->data, &made, &why);
        if (!asked || refused->fault == FTP_FAULT_NONE) /* the first says most */
            *refused = why;
        if (!asked)
            return false;
        if (!made)
            continue;
        document->receipt.directories_made++;
        ftp_run_log(run, HAWSER_LOG_INFO, "made the directory %s", part->data);
    }
    return true;
}

static bool make_missing(
    struct ftp_run *run, struct ftp_document *document, const char *path, struct ftp_error *error)
{
    struct ftp_error refused = {0};
    struct buffer part;
    size_t length = 0;
    buffer_init(&part, FTP_PATH_MAX);
    bool done = find_existing(run, path, &part, &length, error);
    if (done && !make_rest(run, document, path, length, &part, &refused)) {
        *error = refused;
        done = false;
    }
    buffer_done(&part);
    if (!done || ftp_directory_enter(run->session, path, error))
        return done;
    if (refused.fault != FTP_FAULT_NONE && is_missing(error))
        *error = refused;
    return false;
}

bool ftp_directories_enter(
    struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    const char *path = buffer_text(&document->directory);
    struct ftp_error missing = {0};
    if (ftp_directory_enter(run->session, path, &missing))
        return true;
    if (!run->operation->create_directories || !is_missing(&missing)) {
        *error = missing;
        return false;
    }
    return make_missing(run, document, path, error);
}

bool ftp_directories_rehearse(struct ftp_run *run, const struct ftp_document *document,
    ftp_directories_fn each, void *user, bool *ret_missing, struct ftp_error *error)
{
    const char *path = buffer_text(&document->directory);
    size_t length = 0, whole = strlen(path);
    struct buffer part;
    *ret_missing = false;
    if (ftp_directory_enter(run->session, path, error))
        return true;
    if (!run->operation->create_directories || !is_missing(error))
        return false;
    *error = (struct ftp_error){0};
    *ret_missing = true;
    buffer_init(&part, FTP_PATH_MAX);
    bool done = find_existing(run, path, &part, &length, error);
    while (done && length < whole) {
        length = child_of(path, length);
        done = cut(&part, path, length, error) && each(user, part.data, error);
    }
    buffer_done(&part);
    return done;
}
