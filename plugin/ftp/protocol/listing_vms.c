/* SPDX-License-Identifier: Apache-2.0 */
/* VMS: "NAME.EXT;3  12/15  29-JAN-1996 03:33:12  [GROUP,OWNER]  (RWED,RWED,,)", and the name on a
 * line of its own where it is long. The columns come in several orders. */
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

enum { BLOCK = 512 };

/* "NAME.EXT;3" without its version, which must be there: it is what makes the line VMS. */
static bool read_name(struct ftp_span word, struct ftp_entry *entry)
{
    static const char directory[] = ".DIR";
    uint64_t version;
    struct ftp_span rest = word;
    entry->name = ftp_span_take_until(&rest, ';');
    if (!entry->name.length || !ftp_span_number(rest, &version))
        return false;
    entry->type = FTP_ENTRY_FILE;
    if (ftp_span_ends_nocase(entry->name, directory) && entry->name.length > sizeof directory - 1) {
        entry->type = FTP_ENTRY_DIRECTORY;
        entry->name.length -= sizeof directory - 1;
    }
    return true;
}

/* Blocks in use, and after a '/' blocks allocated. */
static bool read_blocks(struct ftp_span word, struct ftp_entry *entry)
{
    uint64_t used, allocated;
    bool both = ftp_span_find(word, "/") < word.length;
    if (!ftp_span_number(ftp_span_take_until(&word, '/'), &used) ||
        (both && !ftp_span_number(word, &allocated)) || used > UINT64_MAX / BLOCK)
        return false;
    entry->size = used * BLOCK;
    entry->size_known = true;
    return true;
}

static bool read_date(struct ftp_span word, struct ftp_span *cursor, struct ftp_entry *entry)
{
    struct ftp_civil civil;
    struct ftp_span rest = *cursor;
    enum ftp_time_precision precision = FTP_TIME_DAY;
    if (!listing_read_dashed_day(word, &civil))
        return false;
    if (listing_take_clock(&rest, &civil, &precision))
        *cursor = rest;
    return ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, &entry->modified);
}

/* "[GROUP,OWNER]", in which blanks may stand. */
static void take_owner(struct ftp_span *cursor, struct ftp_entry *entry)
{
    struct ftp_span rest = *cursor;
    ftp_span_take_char(&rest, '[');
    if (ftp_span_find(rest, "]") == rest.length)
        return;
    struct ftp_span owner = ftp_span_take_until(&rest, ']');
    bool group = ftp_span_find(owner, ",") < owner.length;
    entry->group = group ? ftp_span_take_until(&owner, ',') : entry->group;
    entry->owner = owner;
    *cursor = rest;
}

static bool read_columns(struct ftp_span line, struct ftp_entry *entry)
{
    struct ftp_span word;
    while (ftp_span_take_blanks(&line), line.length) {
        if (line.data[0] == '[')
            take_owner(&line, entry);
        if (!ftp_span_take_word(&line, &word))
            break;
        if (word.data[0] == '(')
            entry->permissions = word;
        else if (!entry->size_known && read_blocks(word, entry))
            continue;
        else if (entry->modified.precision == FTP_TIME_UNKNOWN)
            read_date(word, &line, entry);
    }
    return entry->size_known || entry->modified.precision != FTP_TIME_UNKNOWN;
}

/* The record after one whose columns never came. */
static bool is_another(struct ftp_span line)
{
    struct ftp_span word;
    struct ftp_entry other;
    return ftp_span_take_word(&line, &word) && read_name(word, &other);
}

static bool is_frame(struct ftp_span line)
{
    struct ftp_span text = ftp_span_trim(line);
    return (ftp_span_starts_nocase(text, "Directory ") && ftp_span_find(text, "[") < text.length) ||
           ftp_span_starts_nocase(text, "Total of ") ||
           ftp_span_starts_nocase(text, "Grand total of ");
}

/* The server may not tell: the name is all that is known then. */
static bool is_withheld(struct ftp_span line)
{
    struct ftp_span text = ftp_span_trim(line);
    return text.data[0] == '%' || ftp_span_starts_nocase(text, "No privilege") ||
           ftp_span_starts_nocase(text, "insufficient privilege");
}

static enum listing_line read_vms(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    (void)context;
    struct ftp_span word;
    if (is_frame(line))
        return LISTING_SKIP;
    if (!ftp_span_take_word(&line, &word) || !read_name(word, entry))
        return LISTING_NOT_MINE;
    if (!ftp_span_trim(line).length)
        return LISTING_HOLD;
    if (is_another(line))
        return LISTING_NOT_MINE;
    return is_withheld(line) || read_columns(line, entry) ? LISTING_ENTRY : LISTING_NOT_MINE;
}

const struct ftp_listing_dialect listing_vms = {"vms", read_vms};
