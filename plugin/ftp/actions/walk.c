/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/walk.h"

#include "ftp/actions/match.h"
#include "ftp/protocol/path.h"
#include "ftp/session/directory.h"

#include <stdio.h>
#include <string.h>

struct walk {
    struct ftp_run *run;
    const char *top;
    bool recursive;
    ftp_walk_fn each;
    void *user;
    struct ftp_receipt *receipt;
    struct buffer waiting; /* directories to list: their paths, each with its NUL */
    size_t read;           /* of them */
    uint64_t directories;
    struct buffer relative; /* the one that is being listed */
};

bool ftp_walk_path(const char *directory, const char *name, size_t length, struct buffer *path)
{
    buffer_clear(path);
    return (!*directory || (buffer_add_text(path, directory) && buffer_add_byte(path, '/'))) &&
           buffer_add(path, name, length);
}

bool ftp_walk_is_incomplete(const struct ftp_receipt *receipt)
{
    return receipt->unreadable || *receipt->incomplete;
}

/* The first reason stays; all are logged. */
static void note(struct walk *walk, const char *reason)
{
    struct ftp_receipt *receipt = walk->receipt;
    ftp_run_log(walk->run, HAWSER_LOG_WARNING, "the listing is not complete: %s", reason);
    if (!*receipt->incomplete)
        snprintf(receipt->incomplete, sizeof receipt->incomplete, "%s", reason);
}

/* --- Directories below ------------------------------------------------------------------------ */

static unsigned depth_of(const char *relative)
{
    unsigned depth = *relative ? 1 : 0;
    for (; *relative; relative++)
        depth += *relative == '/';
    return depth;
}

static bool queue(struct walk *walk, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct buffer path;
    char reason[FTP_INCOMPLETE_MAX];
    const char *parent = buffer_text(&walk->relative);
    if (entry->hostile) {
        note(walk, "a directory whose name holds a / or a control character is not entered");
        return true;
    }
    if (depth_of(parent) == FTP_WALK_DEPTH_MAX) {
        snprintf(reason, sizeof reason, "directories more than %d levels down are not entered",
            FTP_WALK_DEPTH_MAX);
        note(walk, reason);
        return true;
    }
    if (++walk->directories > FTP_WALK_DIRECTORIES_MAX)
        return ftp_error_set(error, FTP_FAULT_LISTING_TOO_LARGE,
            "there are more than %d directories below %s", FTP_WALK_DIRECTORIES_MAX, walk->top);
    buffer_init(&path, FTP_PATH_MAX);
    bool added = ftp_walk_path(parent, entry->name.data, entry->name.length, &path) &&
                 buffer_add(&walk->waiting, path.data, path.length + 1);
    buffer_done(&path);
    return added ||
           ftp_error_set(error, FTP_FAULT_LISTING_TOO_LARGE,
               "the paths of the directories below %s are too long, or too many", walk->top);
}

static bool take(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct walk *walk = user;
    if (walk->recursive && entry->type == FTP_ENTRY_DIRECTORY && !queue(walk, entry, error))
        return false;
    return walk->each(walk->user, buffer_text(&walk->relative), entry, error);
}

/* --- One directory ---------------------------------------------------------------------------- */

static void add_report(struct walk *walk, const struct ftp_listing_report *report, const char *path)
{
    struct ftp_receipt *receipt = walk->receipt;
    uint64_t before = receipt->unreadable;
    char reason[FTP_INCOMPLETE_MAX];
    if (report->unreadable) {
        ftp_match_report(walk->run, receipt, report);
        receipt->unreadable += before;
    }
    if (!report->cut)
        return;
    snprintf(reason, sizeof reason, "the server cut the listing of %.300s after %llu entries", path,
        (unsigned long long)report->entries);
    note(walk, reason);
}

/* A directory below that can't be listed leaves a gap, which is told; the first one is an error. */
static bool pass_over(struct walk *walk, const char *path, struct ftp_error *error)
{
    char reason[FTP_INCOMPLETE_MAX];
    if (!walk->relative.length || !ftp_error_is_application(error))
        return false;
    snprintf(reason, sizeof reason, "%.200s can't be listed: %.250s", path, error->message);
    *error = (struct ftp_error){0};
    note(walk, reason);
    return true;
}

static bool list_one(struct walk *walk, struct ftp_error *error)
{
    struct ftp_session *session = walk->run->session;
    struct ftp_listing_report report;
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    bool done =
        ftp_path_join(ftp_span_of(walk->top), ftp_span_of(buffer_text(&walk->relative)), &path);
    if (!done)
        ftp_error_no_room(error, "a path below the directory is too long");
    done = done && ftp_session_ensure(session, error) &&
           ftp_directory_enter(session, buffer_text(&path), error);
    if (!done)
        done = pass_over(walk, buffer_text(&path), error);
    else if (ftp_listing_run(session, buffer_text(&path), take, walk, &report, error))
        add_report(walk, &report, buffer_text(&path));
    else
        done = pass_over(walk, buffer_text(&path), error);
    buffer_done(&path);
    return done;
}

bool ftp_walk(struct ftp_run *run, const char *top, bool recursive, ftp_walk_fn each, void *user,
    struct ftp_receipt *receipt, struct ftp_error *error)
{
    struct walk walk = {.run = run,
        .top = top,
        .recursive = recursive,
        .each = each,
        .user = user,
        .receipt = receipt};
    if (recursive && *top != '/')
        return ftp_error_set(error, FTP_FAULT_UNSUPPORTED,
            "directories below can't be listed, because the server does not tell where the login "
            "begins: set Remote Directory to an absolute path");
    buffer_init(&walk.waiting, FTP_WALK_PATHS_MAX);
    buffer_init(&walk.relative, FTP_PATH_MAX);
    receipt->listed = true;
    bool done = list_one(&walk, error);
    while (done && walk.read < walk.waiting.length) {
        buffer_clear(&walk.relative);
        done = buffer_add_text(&walk.relative, walk.waiting.data + walk.read) ||
               ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a path");
        walk.read += walk.relative.length + 1;
        done = done && list_one(&walk, error);
    }
    buffer_done(&walk.waiting);
    buffer_done(&walk.relative);
    return done;
}
