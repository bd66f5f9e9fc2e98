/* SPDX-License-Identifier: Apache-2.0 */
/* Under the final name itself: Direct Upload, and to the end of a file. */
#include "ftp/actions/create.h"

#include "ftp/actions/journal.h"
#include "ftp/actions/preserve.h"
#include "ftp/actions/recover.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"

#include <stdio.h>

enum { CLEAN_UP_MS = 5000 };

/* Whether the server still has what it had before, which it alone can say. */
static bool is_unchanged(const struct ftp_upload *upload)
{
    struct ftp_error ignored = {0};
    struct ftp_session *session = upload->run->session;
    bool known = false, absent = false;
    uint64_t size = 0;
    bool looked = ftp_control_is_open(&session->control) &&
                  ftp_file_size(session, upload->path, &known, &size, &absent, &ignored);
    if (upload->appends)
        return looked && upload->base_known &&
               (known ? size == upload->base : absent && upload->base == 0);
    return looked && absent && upload->run->operation->if_exists != FTP_EXISTS_OVERWRITE;
}

/* What began under the final name and did not end has changed the world: whoever sends it again has
 * to know. Always returns false. */
static bool is_left_there(struct ftp_upload *upload, const char *name, struct ftp_error *error)
{
    char reason[FTP_ERROR_TEXT_MAX];
    if (!upload->acted || is_unchanged(upload))
        return false;
    ftp_journal_keep(upload->document);
    snprintf(reason, sizeof reason, "%s", error->message);
    ftp_error_set(error, upload->appends ? FTP_FAULT_APPEND_UNKNOWN : FTP_FAULT_UPLOAD_UNKNOWN,
        "%s, of which all or a part may %s all the same", reason,
        upload->appends ? "have been appended" : "be there under its name");
    ftp_error_hint(error, "Look at %s %s on the server before it is sent again.",
        upload->appends ? "the end of" : "what is in", name);
    return false;
}

/* How large the file is to which is appended, for a later look at how much arrived. */
static bool find_base(struct ftp_upload *upload, struct ftp_error *error)
{
    bool known = false, absent = false;
    uint64_t size = 0;
    if (upload->base_known)
        return true;
    if (!ftp_file_size(upload->run->session, upload->path, &known, &size, &absent, error))
        return false;
    upload->base_known = known || absent;
    upload->base = known ? size : 0;
    return true;
}

/* What is wrong with the file afterwards does not take it away again. */
static bool preserve_in_place(struct ftp_upload *upload, struct ftp_error *error)
{
    if (ftp_preserve(upload->run, upload->document, upload->path, error))
        return true;
    ftp_error_prefix(error, "all bytes are in the file on the server, but: ");
    return false;
}

static bool append(struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    const char *name = upload->document->base.data;
    upload->appends = true;
    upload->way = FTP_RESUME_APPEND;
    switch (ftp_recover_append(upload, target, error)) {
    case FTP_RECOVERY_FAILED:
        return false;
    case FTP_RECOVERY_DONE:
        return true;
    case FTP_RECOVERY_TAKEN_UP:
        upload->base_known = true;
        break;
    case FTP_RECOVERY_NONE:
        break;
    }
    if (!find_base(upload, error) || !ftp_create_note(upload, NULL, error))
        return false;
    return ((ftp_upload_run(upload, error) && ftp_upload_verify(upload, error)) ||
               is_left_there(upload, name, error)) &&
           preserve_in_place(upload, error);
}

/* The claim lasts until the file is there under its name; it does no harm that it lasts longer. */
bool ftp_create_directly(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    struct ftp_grace grace;
    struct buffer operand;
    enum ftp_recovery recovery = ftp_recover_direct(upload, target, error);
    if (recovery == FTP_RECOVERY_FAILED || recovery == FTP_RECOVERY_DONE)
        return recovery == FTP_RECOVERY_DONE;
    buffer_init(&operand, FTP_PATH_MAX);
    bool done = recovery == FTP_RECOVERY_TAKEN_UP ||
                (ftp_target_choose(run, upload->document, target, error) &&
                    ftp_target_claim(run, upload->document, target, error));
    if (done && !ftp_operand(target->name.data, target->name.length, &operand))
        done = ftp_error_no_room(error, "the name is too long");
    upload->path = operand.data;
    done = done && ftp_create_note(upload, target, error) &&
           ((ftp_upload_run(upload, error) && ftp_upload_verify(upload, error)) ||
               is_left_there(upload, target->name.data, error)) &&
           preserve_in_place(upload, error);
    ftp_session_begin_grace(run->session, done ? 0 : CLEAN_UP_MS, &grace);
    ftp_target_release(run, upload->document, target);
    ftp_session_end_grace(run->session, &grace);
    buffer_done(&operand);
    return done;
}

bool ftp_create_by_appending(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_document *document = upload->document;
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    bool done = ftp_operand(document->base.data, document->base.length, &path) ||
                ftp_error_no_room(error, "the name is too long");
    upload->path = path.data;
    done = done &&
           (target->name.length || ftp_target_choose(upload->run, document, target, error)) &&
           append(upload, target, error);
    buffer_done(&path);
    return done;
}
