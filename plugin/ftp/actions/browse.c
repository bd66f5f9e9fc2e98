/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memrchr */
#include "ftp/actions/browse.h"

#include "ftp/emit/suggestion.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 1024 * 1024 }; /* bytes of names that are kept for sorting */

struct browsing {
    struct ftp_span above; /* what was typed, up to and with the last '/' */
    struct ftp_span begun; /* the rest of it */
    struct buffer names;   /* each with its NUL */
    size_t count;
    bool more; /* than are kept */
};

static bool is_wanted(const struct browsing *browsing, const struct ftp_entry *entry)
{
    const struct ftp_span *begun = &browsing->begun;
    if (entry->type != FTP_ENTRY_DIRECTORY || entry->hostile || entry->name.length < begun->length)
        return false;
    if (begun->length == 0)
        return entry->name.data[0] != '.';
    return memcmp(entry->name.data, begun->data, begun->length) == 0;
}

static bool keep(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct browsing *browsing = user;
    (void)error;
    if (!is_wanted(browsing, entry))
        return true;
    if (browsing->count == FTP_BROWSE_MOST ||
        !buffer_reserve(&browsing->names, entry->name.length + 1)) {
        browsing->more = true; /* the rest is read all the same: the session goes on */
        return true;
    }
    buffer_add(&browsing->names, entry->name.data, entry->name.length);
    buffer_add_byte(&browsing->names, '\0');
    browsing->count++;
    return true;
}

static int by_name(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static bool emit_all(struct ftp_session *session, const struct browsing *browsing,
    const char **names, struct ftp_error *error)
{
    const char *name = browsing->names.data;
    for (size_t i = 0; i < browsing->count; i++, name += strlen(name) + 1)
        names[i] = name;
    qsort(names, browsing->count, sizeof *names, by_name);
    for (size_t i = 0; i < browsing->count; i++) {
        int32_t code = ftp_emit_suggestion(
            session->call, &session->config->encoding, browsing->above, names[i]);
        if (code == HAWSER_NO_MEMORY)
            return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a suggestion");
        if (code != HAWSER_OK)
            return ftp_error_set(error, FTP_FAULT_HOST, "the host did not take a suggestion");
    }
    return true;
}

static bool suggest(
    struct ftp_session *session, const struct browsing *browsing, struct ftp_error *error)
{
    char text[128];
    if (!browsing->count)
        return true;
    const char **names = calloc(browsing->count, sizeof *names);
    if (!names)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for suggestions");
    bool done = emit_all(session, browsing, names, error);
    free(names);
    int length = snprintf(text, sizeof text,
        "there are more directories than these %zu: type more of the name", browsing->count);
    if (done && browsing->more && session->call->log)
        session->call->log(session->call->host, HAWSER_LOG_WARNING, text, (size_t)length);
    return done;
}

static bool list(struct ftp_session *session, struct browsing *browsing, struct ftp_error *error)
{
    struct ftp_listing_report report;
    struct buffer above, directory;
    buffer_init(&above, FTP_PATH_MAX);
    buffer_init(&directory, FTP_PATH_MAX);
    bool done = (buffer_add(&above, browsing->above.data, browsing->above.length) ||
                    ftp_error_set(error, FTP_FAULT_BAD_NAME, "Remote Directory is too long")) &&
                ftp_session_ensure(session, error) &&
                ftp_directory_resolve(session, buffer_text(&above), &directory, error) &&
                ftp_directory_enter(session, buffer_text(&directory), error) &&
                ftp_listing_run(session, buffer_text(&directory), keep, browsing, &report, error);
    buffer_done(&directory);
    buffer_done(&above);
    return done;
}

bool ftp_browse_directories(struct ftp_session *session, const char *typed, struct ftp_error *error)
{
    struct ftp_span all = ftp_span_of(typed);
    const char *slash = memrchr(typed, '/', all.length);
    size_t above = slash ? (size_t)(slash + 1 - typed) : 0;
    struct browsing browsing = {
        .above = ftp_span_first(all, above), .begun = ftp_span_after(all, above)};
    buffer_init(&browsing.names, NAMES_MAX);
    bool done = list(session, &browsing, error) && suggest(session, &browsing, error);
    buffer_done(&browsing.names);
    return done;
}
