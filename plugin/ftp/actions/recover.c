/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/recover.h"

#include "ftp/actions/journal.h"
#include "ftp/actions/remains.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <time.h>

/* How long a lock of ours can't have been broken by anyone: less than the age at which it may be. */
enum { LOCK_OURS_SECONDS = 240 };

static struct ftp_journal_entry *left_of(const struct ftp_upload *upload)
{
    struct ftp_journal *journal = upload->document->journal;
    return journal && journal->left.phase != FTP_JOURNAL_NOTHING ? &journal->left : NULL;
}

/* What failed before anything was decided leaves the journal as it is. */
static enum ftp_recovery failed(struct ftp_upload *upload)
{
    ftp_journal_keep(upload->document);
    return FTP_RECOVERY_FAILED;
}

/* What is on the server is neither ours by proof nor certainly another's. Who was told decides, so
 * the entry goes. */
static enum ftp_recovery unknown(
    struct ftp_upload *upload, const char *operand, struct ftp_error *error)
{
    ftp_error_set(error, upload->appends ? FTP_FAULT_APPEND_UNKNOWN : FTP_FAULT_UPLOAD_UNKNOWN,
        "an earlier execution ended while it was sending this document to %s, and what is there "
        "now does not show whether it arrived",
        operand);
    ftp_error_hint(error,
        "Look whether %s in %s has the document's bytes. The next execution sends them again.",
        operand, buffer_text(&upload->document->directory));
    return FTP_RECOVERY_FAILED;
}

static enum ftp_recovery take_up(struct ftp_upload *upload, uint64_t count, struct ftp_error *error)
{
    struct ftp_receipt *receipt = &upload->document->receipt;
    upload->path = left_of(upload)->path.data;
    upload->began = true;
    upload->reached = count;
    upload->whole = count == upload->document->input.content_size;
    receipt->recovered = true;
    receipt->transferred = true;
    receipt->transfer.bytes = count;
    receipt->size_verified = upload->whole && !upload->run->operation->ascii;
    ftp_run_log(upload->run, HAWSER_LOG_INFO,
        "an earlier execution was interrupted: going on with %s at byte %llu", upload->path,
        (unsigned long long)count);
    return ftp_upload_go_to(upload, count, error) ? FTP_RECOVERY_TAKEN_UP : failed(upload);
}

static enum ftp_recovery begin_anew(struct ftp_upload *upload, struct ftp_error *error)
{
    return ftp_upload_go_to(upload, 0, error) ? FTP_RECOVERY_NONE : failed(upload);
}

static enum ftp_recovery done_before(struct ftp_upload *upload, struct ftp_target *target,
    const struct buffer *name, struct ftp_error *error)
{
    struct ftp_receipt *receipt = &upload->document->receipt;
    buffer_clear(&target->name);
    if (!buffer_add(&target->name, name->data, name->length)) {
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a name");
        return failed(upload);
    }
    receipt->recovered = true;
    receipt->transferred = true;
    receipt->transfer.bytes = upload->document->input.content_size;
    receipt->size_verified = !upload->run->operation->ascii;
    ftp_run_log(
        upload->run, HAWSER_LOG_INFO, "an earlier execution had completed %s", target->name.data);
    return FTP_RECOVERY_DONE;
}

/* --- Through a temporary name ----------------------------------------------------------------- */

/* Only where nobody else can have broken it and locked the name since. */
static bool unlock(
    struct ftp_run *run, const struct ftp_journal_entry *left, struct ftp_error *error)
{
    struct ftp_error refused = {0};
    uint64_t now = (uint64_t)time(NULL);
    if (left->lock.length == 0 || now < left->written || now - left->written > LOCK_OURS_SECONDS ||
        ftp_directory_remove(run->session, left->lock.data, &refused) || refused.reply)
        return true;
    *error = refused;
    return false;
}

static enum ftp_recovery drop_part(struct ftp_upload *upload, struct ftp_error *error)
{
    struct ftp_error refused = {0};
    const char *path = left_of(upload)->path.data;
    if (!ftp_file_delete(upload->run->session, path, &refused)) {
        if (!refused.reply) {
            *error = refused;
            return failed(upload);
        }
        ftp_run_log(upload->run, HAWSER_LOG_WARNING, "the unfinished file %s may be left", path);
    }
    return begin_anew(upload, error);
}

/* The part is ours by its name alone; that it holds what is sent now is for its end to show. */
static enum ftp_recovery part_is_there(struct ftp_upload *upload, struct ftp_error *error)
{
    struct ftp_journal_entry *left = left_of(upload);
    struct ftp_document *document = upload->document;
    enum ftp_remains remains;
    uint64_t size = 0;
    if (upload->run->operation->ascii)
        return left->phase == FTP_JOURNAL_UPLOADING
                   ? drop_part(upload, error)
                   : take_up(upload, document->input.content_size, error);
    if (!ftp_remains_look(upload->run, left->path.data, &remains, &size, error))
        return failed(upload);
    if (remains != FTP_REMAINS_SETTLED || size > document->input.content_size)
        return drop_part(upload, error);
    switch (ftp_remains_prove(upload->run, document, left->path.data, size, error)) {
    case FTP_PROOF_FAILED:
        return failed(upload);
    case FTP_PROOF_DIFFERENT:
        return drop_part(upload, error);
    case FTP_PROOF_WHOLE:
    case FTP_PROOF_END:
    case FTP_PROOF_NONE:
        break;
    }
    return take_up(upload, size, error);
}

/* The old file gets its name back, where it lost it and nothing came in its place. */
static bool restore(
    struct ftp_run *run, const struct ftp_journal_entry *left, struct ftp_error *error)
{
    struct ftp_error refused = {0};
    struct buffer to;
    if (left->aside.length == 0)
        return true;
    buffer_init(&to, FTP_PATH_MAX);
    bool done = ftp_operand(left->name.data, left->name.length, &to) &&
                (ftp_file_rename(run->session, left->aside.data, to.data, &refused) ||
                    ftp_error_is_application(&refused));
    buffer_done(&to);
    if (!done)
        *error = refused;
    return done;
}

/* Under the name is a file of the document's size. To overwrite once more does no harm, and what was there before may have
 * been as long and have the same end; else the name was free, and a file with that end is ours. */
static enum ftp_recovery name_is_taken(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_journal_entry *left = left_of(upload);
    bool overwrites = upload->run->operation->if_exists == FTP_EXISTS_OVERWRITE;
    uint64_t size = upload->document->input.content_size;
    struct buffer operand;
    buffer_init(&operand, FTP_PATH_MAX);
    enum ftp_proof proof = FTP_PROOF_FAILED;
    if (ftp_operand(left->name.data, left->name.length, &operand))
        proof = ftp_remains_prove(upload->run, upload->document, operand.data, size, error);
    else
        ftp_error_no_room(error, "the name is too long");
    buffer_done(&operand);
    if (proof == FTP_PROOF_FAILED)
        return failed(upload);
    if (proof == FTP_PROOF_WHOLE || (proof == FTP_PROOF_END && !overwrites))
        return done_before(upload, target, &left->name, error);
    return overwrites ? begin_anew(upload, error) : unknown(upload, left->name.data, error);
}

static enum ftp_recovery part_is_gone(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_journal_entry *left = left_of(upload);
    struct ftp_run *run = upload->run;
    struct ftp_found found;
    if (left->phase == FTP_JOURNAL_UPLOADING)
        return begin_anew(upload, error);
    if (!ftp_lookup(run->session, buffer_text(&upload->document->directory), left->name.data, true,
            &found, error))
        return failed(upload);
    if (found.presence == FTP_ABSENT)
        return restore(run, left, error) ? begin_anew(upload, error) : failed(upload);
    bool sizes = found.size_known && !run->operation->ascii;
    if (sizes && found.size == upload->document->input.content_size)
        return name_is_taken(upload, target, error);
    /* Else what has the name now stays. */
    if (run->operation->if_exists == FTP_EXISTS_OVERWRITE)
        return begin_anew(upload, error);
    return unknown(upload, left->name.data, error);
}

enum ftp_recovery ftp_recover_temporary(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_journal_entry *left = left_of(upload);
    bool there = false;
    if (!left)
        return FTP_RECOVERY_NONE;
    if (!unlock(upload->run, left, error) ||
        !ftp_remains_exist(upload->run, left->path.data, &there, error))
        return failed(upload);
    return there ? part_is_there(upload, error) : part_is_gone(upload, target, error);
}

/* --- Under the name itself -------------------------------------------------------------------- */

/* A part under the final name: ours by its end where the name was free. What is overwritten may be the file of before as
 * well, and has to be the document's in each byte. */
static enum ftp_recovery judge_direct(
    struct ftp_upload *upload, struct ftp_target *target, uint64_t size, struct ftp_error *error)
{
    struct ftp_journal_entry *left = left_of(upload);
    struct ftp_document *document = upload->document;
    bool overwrites = upload->run->operation->if_exists == FTP_EXISTS_OVERWRITE;
    enum ftp_proof proof = FTP_PROOF_DIFFERENT;
    if (size <= document->input.content_size)
        proof = ftp_remains_prove(upload->run, document, left->path.data, size, error);
    if (proof == FTP_PROOF_FAILED)
        return failed(upload);
    if (proof == FTP_PROOF_NONE && !overwrites)
        return unknown(upload, left->name.data, error);
    /* Else the name is another's, as is found out next. */
    if (proof != FTP_PROOF_WHOLE && (proof != FTP_PROOF_END || overwrites))
        return begin_anew(upload, error);
    if (size == document->input.content_size)
        return done_before(upload, target, &left->name, error);
    buffer_clear(&target->name);
    if (!buffer_add(&target->name, left->name.data, left->name.length))
        return failed(upload);
    return take_up(upload, size, error);
}

enum ftp_recovery ftp_recover_direct(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_journal_entry *left = left_of(upload);
    struct ftp_run *run = upload->run;
    enum ftp_remains remains;
    uint64_t size = 0;
    if (!left || left->name.length == 0)
        return FTP_RECOVERY_NONE;
    if (!unlock(run, left, error) ||
        !ftp_remains_look(run, left->path.data, &remains, &size, error))
        return failed(upload);
    if (remains == FTP_REMAINS_ABSENT || run->operation->if_exists == FTP_EXISTS_OVERWRITE)
        if (remains != FTP_REMAINS_SETTLED || run->operation->ascii)
            return begin_anew(upload, error);
    if (remains != FTP_REMAINS_SETTLED || run->operation->ascii)
        return unknown(upload, left->name.data, error);
    return judge_direct(upload, target, size, error);
}

/* --- Appending -------------------------------------------------------------------------------- */

static enum ftp_recovery judge_append(
    struct ftp_upload *upload, struct ftp_target *target, uint64_t size, struct ftp_error *error)
{
    struct ftp_journal_entry *left = left_of(upload);
    struct ftp_document *document = upload->document;
    uint64_t count = size - left->original;
    enum ftp_match match =
        ftp_remains_match(upload->run, document, left->path.data, left->original, count, error);
    if (match == FTP_MATCH_FAILED)
        return failed(upload);
    if (match != FTP_MATCH_SAME)
        return unknown(upload, document->base.data, error);
    if (count == document->input.content_size)
        return done_before(upload, target, &document->base, error);
    upload->base = left->original;
    return take_up(upload, count, error);
}

enum ftp_recovery ftp_recover_append(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_journal_entry *left = left_of(upload);
    enum ftp_remains remains;
    uint64_t size = 0;
    if (!left)
        return FTP_RECOVERY_NONE;
    if (!ftp_remains_look(upload->run, left->path.data, &remains, &size, error))
        return failed(upload);
    if (remains == FTP_REMAINS_ABSENT)
        size = 0;
    if (remains == FTP_REMAINS_UNCLEAR || !left->original_known || size < left->original ||
        size - left->original > upload->document->input.content_size ||
        (upload->run->operation->ascii && size != left->original))
        return unknown(upload, upload->document->base.data, error);
    if (size == left->original)
        return begin_anew(upload, error);
    return judge_append(upload, target, size, error);
}
