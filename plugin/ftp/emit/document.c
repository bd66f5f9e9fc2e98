/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/document.h"

#include "ftp/emit/json.h"

#include <string.h>

/* A text of the object, or NULL, and the object released, where something did not fit in. */
static char *finish(json_t *object, bool complete)
{
    if (complete)
        return ftp_json_text_of(object);
    json_decref(object);
    return NULL;
}

static bool set_relative(json_t *object, const char *relative)
{
    return !relative || ftp_json_set_name(object, "relativePath", relative, strlen(relative));
}

char *ftp_emit_file_properties(const char *name, size_t length, const char *directory,
    const char *relative, const struct ftp_stamp *stamp)
{
    json_t *object = json_object();
    bool complete =
        object && ftp_json_set_name(object, "fileName", name, length) &&
        ftp_json_set_name(object, "remoteDirectory", directory, strlen(directory)) &&
        set_relative(object, relative) &&
        (!stamp || stamp->shown.precision == FTP_TIME_UNKNOWN || ftp_json_set_stamp(object, stamp));
    return finish(object, complete);
}

const char *ftp_entry_type_name(enum ftp_entry_type type)
{
    switch (type) {
    case FTP_ENTRY_FILE:
        return "regular_file";
    case FTP_ENTRY_DIRECTORY:
        return "directory";
    case FTP_ENTRY_LINK:
        return "symbolic_link";
    case FTP_ENTRY_OTHER:
    case FTP_ENTRY_UNKNOWN:
        break;
    }
    return "unknown";
}

static bool set_link(json_t *object, const struct ftp_entry *entry)
{
    if (entry->type != FTP_ENTRY_LINK || !entry->target.length)
        return json_object_set_new(object, "linkPath", json_null()) == 0;
    return ftp_json_set_name(object, "linkPath", entry->target.data, entry->target.length);
}

/* "rwxr-x---"; with s, S, t and T as ls has them. */
static void show_mode(unsigned mode, char ret_text[10])
{
    static const char letters[] = "rwxrwxrwx";
    for (unsigned i = 0; i < 9; i++)
        ret_text[i] = mode & (0400u >> i) ? letters[i] : '-';
    if (mode & 04000u)
        ret_text[2] = mode & 0100u ? 's' : 'S';
    if (mode & 02000u)
        ret_text[5] = mode & 010u ? 's' : 'S';
    if (mode & 01000u)
        ret_text[8] = mode & 01u ? 't' : 'T';
    ret_text[9] = '\0';
}

static bool set_details(json_t *object, const struct ftp_entry *entry)
{
    char mode[10];
    show_mode(entry->mode, mode);
    json_t *size = entry->size_known ? json_integer((json_int_t)entry->size) : json_null();
    json_t *permissions = entry->mode_known ? json_string(mode) : json_null();
    bool set = json_object_set_new(object, "size", size) == 0;
    return json_object_set_new(object, "permissions", permissions) == 0 && set;
}

char *ftp_emit_entry(const struct ftp_entry *entry, const struct ftp_stamp *stamp,
    const char *directory, const char *relative, bool details)
{
    json_t *object = json_object();
    bool complete = object &&
                    ftp_json_set_name(object, "fileName", entry->name.data, entry->name.length) &&
                    json_object_set_new(
                        object, "fileType", json_string(ftp_entry_type_name(entry->type))) == 0 &&
                    set_link(object, entry) &&
                    ftp_json_set_name(object, "remoteDirectory", directory, strlen(directory)) &&
                    ftp_json_set_stamp(object, stamp) && set_relative(object, relative) &&
                    (!details || set_details(object, entry));
    return finish(object, complete);
}

char *ftp_emit_created(const char *name, const char *directory, const struct ftp_stamp *stamp)
{
    return ftp_emit_file_properties(name, strlen(name), directory, NULL, stamp);
}

/* --- Receipts --------------------------------------------------------------------------------- */

static bool set_verified(json_t *object, const struct ftp_receipt *receipt)
{
    json_t *held = json_array();
    bool set = held != NULL;
    if (receipt->transfer.completed)
        set = set && json_array_append_new(held, json_string("reply")) == 0;
    if (receipt->transfer.ended)
        set = set && json_array_append_new(held, json_string("eof")) == 0;
    if (receipt->size_verified)
        set = set && json_array_append_new(held, json_string("size")) == 0;
    return json_object_set_new(object, "verified", held) == 0 && set;
}

static bool set_transfer(json_t *object, const struct ftp_receipt *receipt)
{
    const struct ftp_transfer *transfer = &receipt->transfer;
    json_t *tls = !transfer->encrypted
                      ? json_null()
                      : json_pack("{s:s, s:s, s:b}", "version", transfer->tls.version, "cipher",
                            transfer->tls.cipher, "resumed", transfer->tls.resumed);
    return json_object_set_new(object, "bytes", json_integer((json_int_t)transfer->bytes)) == 0 &&
           json_object_set_new(object, "reply", json_integer(transfer->reply)) == 0 &&
           json_object_set_new(object, "tls", tls) == 0 && set_verified(object, receipt);
}

static bool set_resumed(json_t *object, const struct ftp_receipt *receipt)
{
    if (!receipt->resumed_count)
        return true;
    json_t *points = json_array();
    bool set = points != NULL;
    for (size_t i = 0; set && i < receipt->resumed_count; i++)
        set = json_array_append_new(points, json_integer((json_int_t)receipt->resumed_at[i])) == 0;
    return json_object_set_new(object, "resumedAt", points) == 0 && set;
}

static bool set_listing(json_t *object, const struct ftp_receipt *receipt)
{
    bool incomplete = receipt->unreadable || *receipt->incomplete;
    bool set =
        json_object_set_new(object, "documents", json_integer((json_int_t)receipt->files)) == 0 &&
        json_object_set_new(object, "incomplete", json_boolean(incomplete)) == 0 &&
        (!*receipt->incomplete || ftp_json_set_name(object, "incompleteReason", receipt->incomplete,
                                      strlen(receipt->incomplete)));
    if (!receipt->unreadable)
        return set;
    json_t *lines = json_integer((json_int_t)receipt->unreadable);
    return set && json_object_set_new(object, "unreadableLines", lines) == 0 &&
           ftp_json_set_name(object, "firstUnreadableLine", receipt->first_unreadable,
               strlen(receipt->first_unreadable));
}

static bool set_making(json_t *object, const struct ftp_receipt *receipt)
{
    if (receipt->directories_made && json_object_set_new(object, "directoriesMade",
                                         json_integer((json_int_t)receipt->directories_made)) != 0)
        return false;
    return !receipt->claimed ||
           json_object_set_new(object, "exclusive", json_boolean(receipt->exclusive)) == 0;
}

static bool set_preserved(json_t *object, const struct ftp_receipt *receipt)
{
    if (receipt->time_kept != FTP_KEPT_UNASKED &&
        json_object_set_new(
            object, "timestampPreserved", json_boolean(receipt->time_kept == FTP_KEPT_YES)) != 0)
        return false;
    return !receipt->permissions_set ||
           json_object_set_new(object, "permissions", json_string(receipt->permissions_set)) == 0;
}

char *ftp_emit_receipt(const struct ftp_receipt *receipt)
{
    json_t *object = json_object();
    bool complete =
        object && (!receipt->transferred || set_transfer(object, receipt)) &&
        set_resumed(object, receipt) && set_making(object, receipt) &&
        set_preserved(object, receipt) && (!receipt->listed || set_listing(object, receipt)) &&
        (!receipt->skipped || json_object_set_new(object, "skipped", json_true()) == 0) &&
        (!*receipt->moved_to ||
            ftp_json_set_name(object, "movedTo", receipt->moved_to, strlen(receipt->moved_to))) &&
        (!receipt->deleted || json_object_set_new(object, "deleted", json_true()) == 0);
    return finish(object, complete);
}

char *ftp_emit_error_record(const struct ftp_error *error, const char *name)
{
    json_t *object = json_object();
    json_t *what = ftp_json_error(error);
    bool complete = object && what && json_object_set(object, "error", what) == 0 &&
                    ftp_json_set_name(object, "fileName", name, strlen(name));
    json_decref(what);
    return finish(object, complete);
}
