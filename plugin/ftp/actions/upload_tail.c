/* SPDX-License-Identifier: Apache-2.0 */
/* The end of an unfinished upload, as the server has it and as the document does. */
#include "ftp/actions/host.h"
#include "ftp/actions/upload.h"
#include "ftp/session/directory.h"

#include <stdio.h>
#include <string.h>

enum { TAIL = 4096 };

struct tail {
    size_t length; /* that is wanted */
    size_t held;
    char bytes[TAIL];
};

bool ftp_upload_rewind(struct ftp_upload *upload, uint64_t offset, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    int32_t code =
        run->documents->doc_rewind(run->call->host, upload->document->input.document, offset);
    return code == HAWSER_OK || ftp_host_failed(code, "reading the document again", error);
}

bool ftp_upload_reread(
    struct ftp_upload *upload, char *bytes, size_t length, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    while (length) {
        size_t got = 0;
        int32_t code = run->documents->doc_read(
            run->call->host, upload->document->input.document, bytes, length, &got);
        if (code == HAWSER_END || (code == HAWSER_OK && (got == 0 || got > length)))
            code = HAWSER_HOST; /* it was longer before */
        if (code != HAWSER_OK)
            return ftp_host_failed(code, "reading the document again", error);
        bytes += got;
        length -= got;
    }
    return true;
}

static bool keep(void *user, const char *bytes, size_t length, struct ftp_error *error)
{
    struct tail *tail = user;
    if (length > tail->length - tail->held)
        return ftp_error_set(error, FTP_FAULT_SOURCE_CHANGED, "more bytes came than there were");
    memcpy(tail->bytes + tail->held, bytes, length);
    tail->held += length;
    return true;
}

/* A server may let files be written and not read: that is no failure. */
static bool fetch(
    struct ftp_upload *upload, uint64_t size, struct tail *tail, struct ftp_error *error)
{
    struct ftp_session *session = upload->run->session;
    char what[512];
    snprintf(what, sizeof what, "reading the end of %s", upload->path);
    struct ftp_transfer transfer = {
        .doing = FTP_DOING_READ,
        .verb = "RETR",
        .argument = upload->path,
        .what = what,
        .consume = keep,
        .user = tail,
        .restart = size - tail->length,
        .size_known = true,
        .size = tail->length,
    };
    if (ftp_session_type(session, FTP_TYPE_IMAGE, error) &&
        ftp_transfer_run(session, &transfer, error))
        return true;
    tail->held = 0;
    if (!ftp_limits_check(&session->limits, error))
        return false;
    *error = (struct ftp_error){0};
    return ftp_session_ensure(session, error) &&
           ftp_directory_enter(session, buffer_text(&upload->document->directory), error);
}

bool ftp_upload_compare_tail(
    struct ftp_upload *upload, uint64_t size, bool *ret_differs, struct ftp_error *error)
{
    struct tail theirs = {.length = size < TAIL ? (size_t)size : TAIL};
    char ours[TAIL];
    *ret_differs = false;
    if (!fetch(upload, size, &theirs, error))
        return false;
    if (theirs.held < theirs.length)
        return true;
    if (!ftp_upload_rewind(upload, size - theirs.length, error) ||
        !ftp_upload_reread(upload, ours, theirs.length, error))
        return false;
    *ret_differs = memcmp(ours, theirs.bytes, theirs.length) != 0;
    return true;
}
