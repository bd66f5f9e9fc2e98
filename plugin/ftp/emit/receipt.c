/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/receipt.h"

#include "ftp/emit/json.h"

#include <stdlib.h>
#include <string.h>

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
    if (receipt->hash_verified)
        set = set && json_array_append_new(held, json_string("hash")) == 0;
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
           json_object_set_new(object, "tls", tls) == 0 && set_verified(object, receipt) &&
           (!*receipt->sha256 ||
               json_object_set_new(object, "sha256", json_string(receipt->sha256)) == 0);
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

static bool set_listing(
    json_t *object, const struct encoding *encoding, const struct ftp_receipt *receipt)
{
    bool incomplete = receipt->unreadable || *receipt->incomplete;
    bool set =
        json_object_set_new(object, "documents", json_integer((json_int_t)receipt->files)) == 0 &&
        json_object_set_new(object, "incomplete", json_boolean(incomplete)) == 0 &&
        (!*receipt->incomplete || ftp_json_set_name(object, encoding, "incompleteReason",
                                      receipt->incomplete, strlen(receipt->incomplete)));
    if (!receipt->unreadable)
        return set;
    json_t *lines = json_integer((json_int_t)receipt->unreadable);
    return set && json_object_set_new(object, "unreadableLines", lines) == 0 &&
           ftp_json_set_name(object, encoding, "firstUnreadableLine", receipt->first_unreadable,
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

static json_t *receipt_object(const struct encoding *encoding, const struct ftp_receipt *receipt)
{
    json_t *object = json_object();
    bool complete =
        object && (!receipt->transferred || set_transfer(object, receipt)) &&
        set_resumed(object, receipt) && set_making(object, receipt) &&
        set_preserved(object, receipt) &&
        (!receipt->listed || set_listing(object, encoding, receipt)) &&
        (!receipt->recovered || json_object_set_new(object, "recovered", json_true()) == 0) &&
        (!receipt->skipped || json_object_set_new(object, "skipped", json_true()) == 0) &&
        (!*receipt->moved_to || ftp_json_set_name(object, encoding, "movedTo", receipt->moved_to,
                                    strlen(receipt->moved_to))) &&
        (!receipt->deleted || json_object_set_new(object, "deleted", json_true()) == 0);
    if (complete)
        return object;
    json_decref(object);
    return NULL;
}

char *ftp_emit_receipt(const struct encoding *encoding, const struct ftp_receipt *receipt)
{
    return ftp_json_text_of(receipt_object(encoding, receipt));
}

char *ftp_emit_with_receipt(
    const struct encoding *encoding, char *object, const struct ftp_receipt *receipt)
{
    static const char member[] = "\"receipt\":";
    char *text = ftp_emit_receipt(encoding, receipt);
    size_t length = object ? strlen(object) : 0, more = text ? strlen(text) : 0;
    char *whole = length >= 2 && more ? malloc(length + sizeof member + more + 2) : NULL;
    if (whole) {
        size_t used = length - 1; /* all but the brace that ends the object */
        memcpy(whole, object, used);
        if (length > 2)
            whole[used++] = ',';
        memcpy(whole + used, member, sizeof member - 1);
        used += sizeof member - 1;
        memcpy(whole + used, text, more);
        used += more;
        memcpy(whole + used, "}", 2);
    }
    free(text);
    free(object);
    return whole;
}
