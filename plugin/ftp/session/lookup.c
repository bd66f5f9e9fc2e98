/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/lookup.h"

#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/listing.h"
#include "ftp/session/refusal.h"

#include <string.h>

enum answer { ANSWER_YES, ANSWER_NO, ANSWER_NONE, ANSWER_FAILED };

struct search {
    const char *base;
    size_t length;
    bool found;
    bool shows_dots; /* the listing has names that begin with a dot */
    struct ftp_found result;
};

static void take(struct ftp_found *found, const struct ftp_entry *entry)
{
    found->presence = entry->type == FTP_ENTRY_FILE        ? FTP_PRESENT_FILE
                      : entry->type == FTP_ENTRY_DIRECTORY ? FTP_PRESENT_DIRECTORY
                                                           : FTP_PRESENT_OTHER;
    found->size_known = entry->size_known && entry->type == FTP_ENTRY_FILE;
    found->size = entry->size;
    found->modified = entry->modified;
}

/* --- MLST ------------------------------------------------------------------------------------- */

static enum answer by_mlst(struct ftp_session *session, const char *operand,
    struct ftp_found *found, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    struct ftp_span line;
    struct ftp_entry entry;
    if (!session->features.mlst || session->refused.mlst)
        return ANSWER_NONE;
    if (!ftp_session_ask(session, "MLST", operand, &reply, error))
        return ANSWER_FAILED;
    if (reply->code == 250 && ftp_reply_line(reply, 1, &line) &&
        ftp_mlst_entry_parse(line, &entry)) {
        take(found, &entry);
        return ANSWER_YES;
    }
    bool absent = ftp_refusal_means_absent(reply);
    if (reply->code == 421) {
        ftp_refusal(FTP_DOING_COMMAND, reply, "looking for a file", error);
        return ANSWER_FAILED;
    }
    session->refused.mlst = reply->code >= 500 && reply->code <= 504;
    return absent ? ANSWER_NO : ANSWER_NONE;
}

static enum answer by_size(struct ftp_session *session, const char *operand,
    struct ftp_found *found, struct ftp_error *error)
{
    bool known = false, absent = false;
    if (!ftp_file_size(session, operand, &known, &found->size, &absent, error))
        return ANSWER_FAILED;
    if (known) {
        found->presence = FTP_PRESENT_FILE;
        found->size_known = true;
        return ANSWER_YES;
    }
    return absent ? ANSWER_NO : ANSWER_NONE;
}

/* --- The listing ------------------------------------------------------------------------------ */

static bool is_it(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct search *search = user;
    (void)error;
    if (entry->name.length && entry->name.data[0] == '.')
        search->shows_dots = true;
    if (entry->name.length == search->length &&
        memcmp(entry->name.data, search->base, search->length) == 0) {
        take(&search->result, entry);
        search->found = true;
    }
    return true;
}

/* What a reply says of the file that the command named. A command that is not known, or not allowed, says nothing of it. */
static enum answer answer_of(const struct ftp_reply *reply, int granted)
{
    struct ftp_error refused = {0};
    if (reply->code == granted)
        return ANSWER_YES;
    if (reply->code < 300 || reply->code == 421)
        return ANSWER_FAILED;
    ftp_refusal(FTP_DOING_READ, reply, "looking for a file", &refused);
    bool about_the_file =
        refused.fault == FTP_FAULT_UNAVAILABLE || refused.fault == FTP_FAULT_NOT_FOUND;
    return about_the_file ? ANSWER_NO : ANSWER_NONE;
}

/* Servers leave names that begin with a dot out of a LIST: that one is not there proves nothing. So it is asked for by
 * commands that succeed with a file alone; RNFR is taken back by whatever follows it and is not RNTO. */
static enum answer by_asking(
    struct ftp_session *session, const char *operand, struct ftp_error *error)
{
    static const struct {
        const char *verb;
        int granted;
    } questions[] = {{"SIZE", 213}, {"MDTM", 213}, {"RNFR", 350}};
    enum answer answer = ANSWER_NONE;
    size_t count = session->looks_only ? 2 : 3; /* what RNFR is good for is not done */
    for (size_t i = 0; i < count && answer != ANSWER_YES; i++) {
        const struct ftp_reply *reply;
        if (!ftp_session_ask(session, questions[i].verb, operand, &reply, error))
            return ANSWER_FAILED;
        enum answer one = answer_of(reply, questions[i].granted);
        if (one == ANSWER_FAILED)
            return ftp_refusal(FTP_DOING_COMMAND, reply, "looking for a file", error),
                   ANSWER_FAILED;
        answer = one == ANSWER_NONE ? answer : one;
    }
    return answer;
}

static bool find_hidden(struct ftp_session *session, const char *directory, const char *base,
    struct ftp_found *found, struct ftp_error *error)
{
    struct buffer operand;
    buffer_init(&operand, FTP_PATH_MAX);
    enum answer answer = ANSWER_FAILED;
    if (ftp_operand(base, strlen(base), &operand))
        answer = by_asking(session, operand.data, error);
    else
        ftp_error_no_room(error, "the name is too long");
    buffer_done(&operand);
    if (answer == ANSWER_NONE)
        ftp_error_set(error, FTP_FAULT_LISTING_UNREADABLE,
            "whether %s exists can't be told: the server shows no name in %s that begins with a "
            "dot, and answers none of SIZE, MDTM and RNFR",
            base, directory);
    found->presence = answer == ANSWER_YES ? FTP_PRESENT_OTHER : FTP_ABSENT;
    return answer == ANSWER_YES || answer == ANSWER_NO;
}

/* A directory into which one may only write is not listed. `error` is that refusal. */
static bool find_unlisted(struct ftp_session *session, const char *directory, const char *base,
    struct ftp_found *found, struct ftp_error *error)
{
    struct ftp_error refused = *error;
    *error = (struct ftp_error){0};
    if (find_hidden(session, directory, base, found, error))
        return true;
    if (error->fault == FTP_FAULT_LISTING_UNREADABLE)
        *error = refused;
    return false;
}

/* `told`: the server said by itself that there is no such file. */
static bool by_listing(struct ftp_session *session, const char *directory, const char *base,
    bool told, bool proof, struct ftp_found *found, struct ftp_error *error)
{
    struct search search = {.base = base, .length = strlen(base)};
    struct ftp_listing_report report;
    if (!ftp_listing_run(session, directory, is_it, &search, &report, error))
        return !proof && error->fault == FTP_FAULT_DENIED && !session->control.dead &&
               find_unlisted(session, directory, base, found, error);
    if (search.found) {
        *found = search.result;
        return true;
    }
    found->presence = FTP_ABSENT;
    if (report.cut)
        return ftp_error_set(error, FTP_FAULT_LISTING_UNREADABLE,
            "whether %s exists can't be told: the server cut the listing of %s after %llu entries",
            base, directory, (unsigned long long)report.entries);
    if (report.unreadable)
        return ftp_error_set(error, FTP_FAULT_LISTING_UNREADABLE,
            "whether %s exists can't be told: %llu lines of the listing of %s can't be read, the "
            "first is \"%s\"",
            base, (unsigned long long)report.unreadable, directory, report.first_unreadable);
    return told || *base != '.' || search.shows_dots ||
           find_hidden(session, directory, base, found, error);
}

static enum answer quick(
    struct ftp_session *session, const char *base, struct ftp_found *found, struct ftp_error *error)
{
    struct buffer operand;
    buffer_init(&operand, FTP_PATH_MAX);
    enum answer answer = ANSWER_FAILED;
    if (!ftp_operand(base, strlen(base), &operand)) {
        ftp_error_no_room(error, "the name is too long");
    } else {
        answer = by_mlst(session, operand.data, found, error);
        if (answer == ANSWER_NONE)
            answer = by_size(session, operand.data, found, error);
    }
    buffer_done(&operand);
    return answer;
}

bool ftp_lookup_quick(struct ftp_session *session, const char *base, struct ftp_found *ret_found,
    struct ftp_error *error)
{
    struct ftp_found found = {0};
    enum answer answer = quick(session, base, &found, error);
    if (answer == ANSWER_FAILED)
        return false;
    if (answer != ANSWER_YES)
        found.presence = answer == ANSWER_NO ? FTP_ABSENT : FTP_UNTOLD;
    *ret_found = found;
    return true;
}

bool ftp_lookup(struct ftp_session *session, const char *directory, const char *base, bool proof,
    struct ftp_found *ret_found, struct ftp_error *error)
{
    struct ftp_found found = {0};
    enum answer answer = quick(session, base, &found, error);
    if (answer == ANSWER_FAILED)
        return false;
    if (answer == ANSWER_NONE || (answer == ANSWER_NO && proof)) {
        if (!by_listing(session, directory, base, answer == ANSWER_NO, proof, &found, error))
            return false;
    } else if (answer == ANSWER_NO) {
        found.presence = FTP_ABSENT;
    }
    *ret_found = found;
    return true;
}

bool ftp_lookup_explain(
    struct ftp_session *session, const char *directory, const char *base, struct ftp_error *error)
{
    struct ftp_found found;
    struct ftp_error ignored = {0};
    bool worth_it = error->fault == FTP_FAULT_UNAVAILABLE || error->fault == FTP_FAULT_DENIED ||
                    error->fault == FTP_FAULT_NAME_REFUSED;
    /* The refusal may have been that of the directory itself. */
    if (!worth_it || !ftp_directory_enter(session, directory, &ignored) ||
        !ftp_lookup(session, directory, base, true, &found, &ignored))
        return false;
    if (found.presence == FTP_ABSENT && error->fault != FTP_FAULT_NAME_REFUSED)
        error->fault = FTP_FAULT_NOT_FOUND;
    else if (found.presence == FTP_PRESENT_DIRECTORY)
        error->fault = FTP_FAULT_IS_DIRECTORY;
    else if (found.presence != FTP_ABSENT && error->fault == FTP_FAULT_UNAVAILABLE)
        error->fault = FTP_FAULT_DENIED;
    return false;
}

bool ftp_lookup_explain_delete(
    struct ftp_session *session, const char *directory, const char *base, struct ftp_error *error)
{
    ftp_lookup_explain(session, directory, base, error);
    if (error->fault == FTP_FAULT_DENIED)
        error->fault = FTP_FAULT_DELETE_REFUSED;
    return false;
}
