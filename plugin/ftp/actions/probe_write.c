/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The write probe: two files and a folder of its own, with names that nobody else has, on which
 * everything is tried that create, get and query may do to files. Whatever happens, they are gone
 * afterwards, or named in the error.
 */
#include "ftp/actions/probe_stages.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"
#include "ftp/session/transfer.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { FIRST, SECOND, FOLDER, THINGS };
enum { NAME_ROOM = 256 };

static const char content_first[] = "hawser\n", content_second[] = "hawser, the second\n";
static const char content_more[] = "more\n";

struct thing {
    struct buffer name;
    bool there; /* or may be */
};

struct trial {
    struct probe *probe;
    struct ftp_facts *facts;
    struct thing things[THINGS];
};

/* What is still to be sent. */
struct text {
    const char *rest;
};

static bool produce(
    void *user, char *buffer, size_t capacity, size_t *ret_length, struct ftp_error *error)
{
    struct text *text = user;
    size_t length = strlen(text->rest);
    (void)error;
    if (length > capacity)
        length = capacity;
    memcpy(buffer, text->rest, length);
    text->rest += length;
    *ret_length = length;
    return true;
}

static const char *name_of(const struct trial *trial, int which)
{
    return buffer_text(&trial->things[which].name);
}

static bool store(struct trial *trial, const char *verb, int which, const char *content,
    uint64_t restart, struct ftp_error *error)
{
    struct text text = {content};
    struct ftp_transfer transfer = {
        .doing = restart || strcmp(verb, "APPE") == 0 ? FTP_DOING_APPEND : FTP_DOING_WRITE,
        .verb = verb,
        .argument = name_of(trial, which),
        .what = "writing a file of the test's own",
        .produce = produce,
        .user = &text,
        .restart = restart,
    };
    trial->things[which].there = true;
    return ftp_session_type(trial->probe->session, FTP_TYPE_IMAGE, error) &&
           ftp_transfer_run(trial->probe->session, &transfer, error);
}

/* A server may refuse to replace a file. */
static bool store_anew(struct trial *trial, int which, const char *content, struct ftp_error *error)
{
    if (trial->things[which].there &&
        !ftp_file_delete(trial->probe->session, name_of(trial, which), error))
        return false;
    return store(trial, "STOR", which, content, 0, error);
}

/* A refusal is an answer; anything else ends the probe. */
static bool answered(const struct trial *trial, bool done, struct ftp_error *error)
{
    if (done)
        return true;
    if (trial->probe->session->control.dead || error->reply < 400 || error->reply == 421 ||
        ftp_error_is_unknown(error))
        return false;
    *error = (struct ftp_error){0};
    return true;
}

static enum ftp_learnt note(struct trial *trial, const char *name, bool works)
{
    ftp_facts_bool(trial->facts, name, works);
    return works ? FTP_WORKS : FTP_FAILS;
}

/* Whether the file has as many bytes as it should. Where the server does not tell, its reply
 * counts. */
static bool has_size(
    struct trial *trial, int which, size_t wanted, bool *ret_has, struct ftp_error *error)
{
    bool known = false, absent = false;
    uint64_t size = 0;
    if (!ftp_file_size(trial->probe->session, name_of(trial, which), &known, &size, &absent, error))
        return false;
    if (known)
        trial->probe->learning.size = FTP_WORKS;
    *ret_has = !absent && (!known || size == wanted);
    return true;
}

/* --- The trials, in their order --------------------------------------------------------------- */

static bool try_create(struct trial *trial, struct ftp_error *error)
{
    struct probe *probe = trial->probe;
    struct ftp_time changed = {0};
    int64_t before = (int64_t)time(NULL);
    if (!store(trial, "STOR", FIRST, content_first, 0, error))
        return false;
    int64_t after = (int64_t)time(NULL);
    ftp_facts_bool(trial->facts, "create", true);
    if (!ftp_file_modified(probe->session, name_of(trial, FIRST), &changed, error))
        return false;
    probe->clock_known = changed.precision >= FTP_TIME_SECOND && changed.zone == FTP_ZONE_UTC;
    probe->learning.mdtm = probe->clock_known ? FTP_WORKS : FTP_FAILS;
    if (changed.seconds < before)
        probe->skew = changed.seconds - before;
    else if (changed.seconds > after)
        probe->skew = changed.seconds - after;
    return true;
}

static bool try_rename_over(struct trial *trial, struct ftp_error *error)
{
    bool has = false;
    if (!store(trial, "STOR", SECOND, content_second, 0, error))
        return false;
    bool done = ftp_file_rename(
        trial->probe->session, name_of(trial, SECOND), name_of(trial, FIRST), error);
    if (!answered(trial, done, error) ||
        !has_size(
            trial, FIRST, done ? sizeof content_second - 1 : sizeof content_first - 1, &has, error))
        return false;
    trial->things[SECOND].there = !(done && has);
    trial->probe->learning.rename_over = note(trial, "renameOver", done && has);
    return true;
}

/* The second file, so that the first's size need not be known. */
static bool try_append(struct trial *trial, struct ftp_error *error)
{
    bool has = false;
    size_t whole = sizeof content_first - 1, more = sizeof content_more - 1;
    if (!store_anew(trial, SECOND, content_first, error))
        return false;
    bool appended = store(trial, "APPE", SECOND, content_more, 0, error);
    if (!answered(trial, appended, error) ||
        !has_size(trial, SECOND, whole + (appended ? more : 0), &has, error))
        return false;
    trial->probe->learning.append = note(trial, "append", appended && has);
    if (!store_anew(trial, SECOND, content_first, error))
        return false;
    bool resumed = store(trial, "STOR", SECOND, content_more, whole, error);
    if (!answered(trial, resumed, error) || !has_size(trial, SECOND, whole + more, &has, error))
        return false;
    note(trial, "resume", resumed && has);
    return true;
}

static bool try_time(struct trial *trial, struct ftp_error *error)
{
    static const struct ftp_time wanted = {
        .seconds = 1577934245, .precision = FTP_TIME_SECOND, .zone = FTP_ZONE_UTC};
    struct ftp_session *session = trial->probe->session;
    const struct ftp_reply *reply;
    struct ftp_time changed = {0};
    char value[FTP_TIME_TEXT_SIZE], argument[FTP_TIME_TEXT_SIZE + NAME_ROOM];
    if (!ftp_time_format_value(&wanted, value))
        return true;
    snprintf(argument, sizeof argument, "%s %s", value, name_of(trial, FIRST));
    if (!ftp_session_ask(session, "MFMT", argument, &reply, error))
        return false;
    bool done = reply->code == 213;
    if (done && !ftp_file_modified(session, name_of(trial, FIRST), &changed, error))
        return false;
    trial->probe->learning.mfmt = note(trial, "setTime", done && changed.seconds == wanted.seconds);
    return true;
}

/* A folder that is there can't be made again: that is what a lock is made of. */
static bool try_folder(struct trial *trial, struct ftp_error *error)
{
    struct ftp_session *session = trial->probe->session;
    struct ftp_error refused = {0};
    bool made = false, again = false;
    trial->things[FOLDER].there = true;
    if (!ftp_directory_make(session, name_of(trial, FOLDER), &made, error))
        return false;
    *error = (struct ftp_error){0};
    if (made && !ftp_directory_make(session, name_of(trial, FOLDER), &again, &refused)) {
        *error = refused;
        return false;
    }
    trial->things[FOLDER].there = made;
    note(trial, "makeDirectory", made);
    if (made)
        note(trial, "lock", !again);
    return true;
}

/* --- Leaving nothing -------------------------------------------------------------------------- */

static bool remove_thing(struct trial *trial, int which, struct ftp_error *error)
{
    struct ftp_session *session = trial->probe->session;
    const char *name = name_of(trial, which);
    if (which == FOLDER)
        return ftp_directory_remove(session, name, error);
    return ftp_file_delete(session, name, error);
}

/* Over a new session where the old one is of no more use and there is time for it. */
static bool fit(struct trial *trial, struct ftp_error *error)
{
    struct ftp_session *session = trial->probe->session;
    if (!session->control.dead)
        return true;
    return ftp_limits_check(&session->limits, error) && ftp_probe_steady(trial->probe, error);
}

/* What was to be there and is not is as good as deleted. */
static bool is_absent(struct trial *trial, int which, const struct ftp_error *why)
{
    struct ftp_found found;
    struct ftp_error ignored = {0};
    return why->reply == 550 &&
           ftp_lookup(trial->probe->session, buffer_text(&trial->probe->directory),
               name_of(trial, which), true, &found, &ignored) &&
           found.presence == FTP_ABSENT;
}

/* Also of a call that was cancelled. False: `why` says what stays. */
static bool clean_up(struct trial *trial, struct ftp_error *why)
{
    struct ftp_grace before;
    bool clean = true;
    ftp_session_begin_grace(trial->probe->session, 0, &before);
    for (int i = THINGS; i-- > 0;) {
        struct ftp_error refused = {0};
        if (!trial->things[i].there)
            continue;
        if ((fit(trial, &refused) && remove_thing(trial, i, &refused)) ||
            is_absent(trial, i, &refused))
            trial->things[i].there = false;
        else if (clean)
            *why = refused;
        clean = clean && !trial->things[i].there;
    }
    ftp_session_end_grace(trial->probe->session, &before);
    return clean;
}

static void name_leftovers(const struct trial *trial, struct ftp_error *error)
{
    for (int i = 0; i < THINGS; i++)
        if (trial->things[i].there)
            ftp_error_prefix(error, "%s may be left in %s: ", name_of(trial, i),
                buffer_text(&trial->probe->directory));
}

static bool name_things(struct trial *trial, struct ftp_error *error)
{
    bool named = true;
    for (int i = 0; i < THINGS; i++) {
        buffer_init(&trial->things[i].name, FTP_PATH_MAX);
        named = named && ftp_temporary_name("test", "", &trial->things[i].name);
    }
    return named || ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a name");
}

bool ftp_probe_write(struct probe *probe, struct ftp_error *error)
{
    struct ftp_error left = {0};
    struct ftp_stage stage = ftp_probe_begin("write");
    struct trial trial = {.probe = probe, .facts = ftp_facts_new()};
    bool done = name_things(&trial, error) && try_create(&trial, error) &&
                try_rename_over(&trial, error) && try_append(&trial, error) &&
                try_time(&trial, error) && try_folder(&trial, error);
    bool clean = clean_up(&trial, &left);
    if (done && !clean)
        *error = left;
    if (!clean)
        name_leftovers(&trial, error);
    ftp_facts_bool(trial.facts, "deleted", clean);
    for (int i = 0; i < THINGS; i++)
        buffer_done(&trial.things[i].name);
    stage.facts = trial.facts;
    return ftp_probe_end(probe, &stage, done && clean, error);
}
