/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/remains.h"

#include "ftp/actions/host.h"
#include "ftp/session/file.h"
#include "ftp/session/transfer.h"

#include <stdio.h>
#include <string.h>

enum {
    LOOK_MS = 250, /* between two looks at the size */
    LOOKS_MOST = 40,
    TAIL_MOST = 4096
};

/* --- Sizes ------------------------------------------------------------------------------------ */

bool ftp_remains_look(struct ftp_run *run, const char *operand, enum ftp_remains *ret_remains,
    uint64_t *ret_size, struct ftp_error *error)
{
    struct ftp_session *session = run->session;
    uint64_t before = 0, size = 0;
    *ret_remains = FTP_REMAINS_UNCLEAR;
    for (int looks = 0; looks < LOOKS_MOST; looks++) {
        bool known = false, absent = false;
        if (!ftp_file_size(session, operand, &known, &size, &absent, error))
            return false;
        if (!known) {
            *ret_remains = absent ? FTP_REMAINS_ABSENT : FTP_REMAINS_UNCLEAR;
            return true;
        }
        if (looks > 0 && size == before) {
            *ret_size = size;
            *ret_remains = FTP_REMAINS_SETTLED;
            return true;
        }
        before = size;
        if (ftp_wait(&session->limits, NULL, 0, ftp_clock_after(LOOK_MS), error) == FTP_WAIT_ENDED)
            return false;
    }
    return true;
}

/* RNFR says it on any server; what follows and is not RNTO takes it back. */
bool ftp_remains_exist(
    struct ftp_run *run, const char *operand, bool *ret_exist, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    bool known = false, absent = false;
    uint64_t size;
    if (!ftp_file_size(run->session, operand, &known, &size, &absent, error))
        return false;
    *ret_exist = known;
    if (known || absent)
        return true;
    if (!ftp_session_ask(run->session, "RNFR", operand, &reply, error))
        return false;
    *ret_exist = reply->code == 350;
    return true;
}

/* --- Content ---------------------------------------------------------------------------------- */

struct tail {
    char ours[TAIL_MOST];
    size_t length;
    size_t seen;
    bool differs;
};

static bool compare(void *user, const char *bytes, size_t length, struct ftp_error *error)
{
    struct tail *tail = user;
    (void)error;
    if (length > tail->length - tail->seen || memcmp(tail->ours + tail->seen, bytes, length) != 0) {
        tail->differs = true;
        return ftp_error_set(error, FTP_FAULT_SOURCE_CHANGED, "other bytes than were sent");
    }
    tail->seen += length;
    return true;
}

static bool read_ours(struct ftp_run *run, struct ftp_document *document, uint64_t offset,
    struct tail *tail, struct ftp_error *error)
{
    const hawser_documents *host = run->documents;
    hawser_document *handle = document->input.document;
    int32_t code = host->doc_rewind(run->call->host, handle, offset);
    for (size_t read = 0, step = 0; code == HAWSER_OK && read < tail->length; read += step) {
        step = 0;
        code =
            host->doc_read(run->call->host, handle, tail->ours + read, tail->length - read, &step);
        if (code == HAWSER_OK && (step == 0 || step > tail->length - read))
            code = HAWSER_HOST;
    }
    if (code == HAWSER_END) { /* it is shorter than what was sent: another document */
        tail->differs = true;
        return true;
    }
    return code == HAWSER_OK || ftp_host_failed(code, "reading the document again", error);
}

static enum ftp_match judge(struct ftp_run *run, const struct tail *tail, bool done,
    const struct ftp_transfer *transfer, struct ftp_error *error)
{
    if (done || tail->differs) {
        *error = (struct ftp_error){0};
        return done && tail->seen == tail->length ? FTP_MATCH_SAME : FTP_MATCH_DIFFERENT;
    }
    if (!transfer->restart_refused && !(error->reply >= 500 && error->reply < 600))
        return FTP_MATCH_FAILED;
    ftp_run_log(run, HAWSER_LOG_INFO, "what was uploaded can't be read back: %s", error->message);
    *error = (struct ftp_error){0};
    return FTP_MATCH_UNREADABLE;
}

enum ftp_match ftp_remains_match(struct ftp_run *run, struct ftp_document *document,
    const char *operand, uint64_t base, uint64_t count, struct ftp_error *error)
{
    struct tail tail = {.length = count < TAIL_MOST ? (size_t)count : TAIL_MOST};
    char what[512];
    if (count == 0)
        return FTP_MATCH_SAME;
    if (!read_ours(run, document, count - tail.length, &tail, error))
        return FTP_MATCH_FAILED;
    if (tail.differs)
        return FTP_MATCH_DIFFERENT;
    snprintf(what, sizeof what, "reading the end of %s", operand);
    struct ftp_transfer transfer = {.doing = FTP_DOING_READ,
        .verb = "RETR",
        .argument = operand,
        .what = what,
        .consume = compare,
        .user = &tail,
        .restart = base + count - tail.length};
    bool done = ftp_session_type(run->session, FTP_TYPE_IMAGE, error) &&
                ftp_transfer_run(run->session, &transfer, error);
    return judge(run, &tail, done, &transfer, error);
}
