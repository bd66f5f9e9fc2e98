/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/file.h"

#include "ftp/session/refusal.h"

#include <stdio.h>
#include <string.h>

enum { WHAT_MAX = 512 };

/* The command left, its reply did not come: nobody can say whether it was done. */
static bool unsure(
    struct ftp_session *session, enum ftp_fault fault, const char *what, struct ftp_error *error)
{
    char reason[FTP_ERROR_TEXT_MAX];
    if (!session->control.owed || error->fault == FTP_FAULT_BAD_NAME)
        return false;
    snprintf(reason, sizeof reason, "%s", error->message);
    return ftp_error_set(
        error, fault, "%s: the server did not say whether it was done (%s)", what, reason);
}

bool ftp_file_delete(struct ftp_session *session, const char *operand, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    char what[WHAT_MAX];
    snprintf(what, sizeof what, "deleting %s", operand);
    if (!ftp_session_ask(session, "DELE", operand, &reply, error))
        return unsure(session, FTP_FAULT_DELETE_UNKNOWN, what, error);
    return reply->code < 300 || ftp_refusal(FTP_DOING_DELETE, reply, what, error);
}

bool ftp_file_rename(
    struct ftp_session *session, const char *from, const char *to, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    char what[WHAT_MAX];
    snprintf(what, sizeof what, "renaming %s to %s", from, to);
    if (!ftp_session_ask(session, "RNFR", from, &reply, error))
        return false;
    if (reply->code != 350)
        return ftp_refusal(FTP_DOING_RENAME, reply, what, error);
    if (!ftp_session_ask(session, "RNTO", to, &reply, error))
        return unsure(session, FTP_FAULT_RENAME_UNKNOWN, what, error);
    return reply->code < 300 || ftp_refusal(FTP_DOING_RENAME, reply, what, error);
}

/* Some servers put words before the number of a 213. */
static bool last_number(struct ftp_span text, uint64_t *ret_number)
{
    struct ftp_span word, last = {0};
    while (ftp_span_take_word(&text, &word))
        last = word;
    return ftp_span_number(last, ret_number);
}

bool ftp_file_size(struct ftp_session *session, const char *operand, bool *ret_known,
    uint64_t *ret_size, bool *ret_absent, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    *ret_known = false;
    *ret_absent = false;
    if (session->refused.size)
        return true;
    if (!ftp_session_type(session, FTP_TYPE_IMAGE, error) ||
        !ftp_session_ask(session, "SIZE", operand, &reply, error))
        return false;
    *ret_absent = ftp_refusal_means_absent(reply);
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_COMMAND, reply, "asking for a size", error);
    if (reply->code == 213)
        *ret_known = last_number(ftp_reply_last_line(reply), ret_size);
    session->refused.size = reply->code >= 500 && reply->code <= 504;
    return true;
}

bool ftp_file_modified(struct ftp_session *session, const char *operand, struct ftp_time *ret_time,
    struct ftp_error *error)
{
    const struct ftp_reply *reply;
    *ret_time = (struct ftp_time){0};
    if (session->refused.mdtm)
        return true;
    if (!ftp_session_ask(session, "MDTM", operand, &reply, error))
        return false;
    if (reply->code == 421)
        return ftp_refusal(FTP_DOING_COMMAND, reply, "asking for a time", error);
    if (reply->code == 213)
        ftp_mdtm_parse(ftp_reply_last_line(reply), ret_time);
    session->refused.mdtm = reply->code >= 500 && reply->code <= 504;
    return true;
}
