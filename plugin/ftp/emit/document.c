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

static bool set_relative(json_t *object, const struct encoding *encoding, const char *relative)
{
    return !relative ||
           ftp_json_set_name(object, encoding, "relativePath", relative, strlen(relative));
}

char *ftp_emit_file_properties(const struct encoding *encoding, const char *name, size_t length,
    const char *directory, const char *relative, const struct ftp_stamp *stamp)
{
    json_t *object = json_object();
    bool complete =
        object && ftp_json_set_name(object, encoding, "fileName", name, length) &&
        ftp_json_set_name(object, encoding, "remoteDirectory", directory, strlen(directory)) &&
        set_relative(object, encoding, relative) &&
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

static bool set_link(json_t *object, const struct encoding *encoding, const struct ftp_entry *entry)
{
    if (entry->type != FTP_ENTRY_LINK || !entry->target.length)
        return json_object_set_new(object, "linkPath", json_null()) == 0;
    return ftp_json_set_name(
        object, encoding, "linkPath", entry->target.data, entry->target.length);
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

char *ftp_emit_entry(const struct encoding *encoding, const struct ftp_entry *entry,
    const struct ftp_stamp *stamp, const char *directory, const char *relative, bool details)
{
    json_t *object = json_object();
    bool complete =
        object &&
        ftp_json_set_name(object, encoding, "fileName", entry->name.data, entry->name.length) &&
        json_object_set_new(object, "fileType", json_string(ftp_entry_type_name(entry->type))) ==
            0 &&
        set_link(object, encoding, entry) &&
        ftp_json_set_name(object, encoding, "remoteDirectory", directory, strlen(directory)) &&
        ftp_json_set_stamp(object, stamp) && set_relative(object, encoding, relative) &&
        (!details || set_details(object, entry));
    return finish(object, complete);
}

char *ftp_emit_created(const struct encoding *encoding, const char *name, const char *directory,
    const struct ftp_stamp *stamp)
{
    return ftp_emit_file_properties(encoding, name, strlen(name), directory, NULL, stamp);
}

char *ftp_emit_error_record(
    const struct encoding *encoding, const struct ftp_error *error, const char *name)
{
    json_t *object = json_object();
    json_t *what = ftp_json_error(error);
    bool complete = object && what && json_object_set(object, "error", what) == 0 &&
                    ftp_json_set_name(object, encoding, "fileName", name, strlen(name));
    json_decref(what);
    return finish(object, complete);
}
