/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/document.h"

#include "ftp/emit/json.h"
#include "ftp/emit/writer.h"

#include <string.h>

/* A text of the object, or NULL, and the object released, where something did not fit in. */
static char *finish(json_t *object, bool complete)
{
    if (complete)
        return ftp_json_text_of(object);
    json_decref(object);
    return NULL;
}

static void write_relative(
    struct ftp_writer *writer, const struct encoding *encoding, const char *relative)
{
    if (relative)
        ftp_write_name(writer, encoding, "relativePath", relative, strlen(relative));
}

char *ftp_emit_file_properties(const struct encoding *encoding, const char *name, size_t length,
    const char *directory, const char *relative, const struct ftp_stamp *stamp)
{
    struct ftp_writer writer;
    ftp_writer_begin(&writer);
    ftp_write_name(&writer, encoding, "fileName", name, length);
    ftp_write_name(&writer, encoding, "remoteDirectory", directory, strlen(directory));
    write_relative(&writer, encoding, relative);
    if (stamp && stamp->shown.precision != FTP_TIME_UNKNOWN)
        ftp_write_stamp(&writer, stamp);
    return ftp_writer_end(&writer);
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

static void write_link(
    struct ftp_writer *writer, const struct encoding *encoding, const struct ftp_entry *entry)
{
    if (entry->type != FTP_ENTRY_LINK || !entry->target.length)
        ftp_write_text(writer, "linkPath", NULL);
    else
        ftp_write_name(writer, encoding, "linkPath", entry->target.data, entry->target.length);
}

enum { MODE_TEXT_SIZE = 10 };

/* "rwxr-x---"; with s, S, t and T as ls has them. */
static void show_mode(unsigned mode, char ret_text[MODE_TEXT_SIZE])
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
    ret_text[MODE_TEXT_SIZE - 1] = '\0';
}

static void write_details(struct ftp_writer *writer, const struct ftp_entry *entry)
{
    char mode[MODE_TEXT_SIZE];
    show_mode(entry->mode, mode);
    if (entry->size_known && entry->size <= INT64_MAX)
        ftp_write_number(writer, "size", entry->size);
    else
        ftp_write_text(writer, "size", NULL);
    ftp_write_text(writer, "permissions", entry->mode_known ? mode : NULL);
}

char *ftp_emit_entry(const struct encoding *encoding, const struct ftp_entry *entry,
    const struct ftp_stamp *stamp, const char *directory, const char *relative, bool details)
{
    struct ftp_writer writer;
    ftp_writer_begin(&writer);
    ftp_write_name(&writer, encoding, "fileName", entry->name.data, entry->name.length);
    ftp_write_text(&writer, "fileType", ftp_entry_type_name(entry->type));
    write_link(&writer, encoding, entry);
    ftp_write_name(&writer, encoding, "remoteDirectory", directory, strlen(directory));
    ftp_write_stamp(&writer, stamp);
    write_relative(&writer, encoding, relative);
    if (details)
        write_details(&writer, entry);
    return ftp_writer_end(&writer);
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
