/* SPDX-License-Identifier: Apache-2.0 */
/* ls -l and everything that imitates it: the mode, some columns, a size, a date, the name. */
#include "ftp/protocol/listing_columns.h"
#include "ftp/protocol/listing_dialect.h"

enum { MODE_LENGTH = 10, PERMISSIONS = MODE_LENGTH - 1 };

static bool is_in(char byte, const char *set)
{
    for (; *set; set++) {
        if (*set == byte)
            return true;
    }
    return false;
}

static bool type_of(char letter, enum ftp_entry_type *ret_type)
{
    switch (letter) {
    case '-':
    case 'f':
    case 'm': /* migrated to tape */
        *ret_type = FTP_ENTRY_FILE;
        return true;
    case 'd':
        *ret_type = FTP_ENTRY_DIRECTORY;
        return true;
    case 'l':
    case 'e': /* z/OS: external link */
        *ret_type = FTP_ENTRY_LINK;
        return true;
    default:
        *ret_type = FTP_ENTRY_OTHER;
        return is_in(letter, "bcpsDPnCMSw");
    }
}

static bool are_permissions(struct ftp_span text)
{
    static const char *const letters[3] = {"r-R?", "w-W?", "x-sStTlLX?"};
    for (size_t i = 0; i < PERMISSIONS; i++) {
        if (text.data[i] != '-' && !is_in(text.data[i], letters[i % 3]))
            return false;
    }
    return true;
}

/* Lower-case s and t imply x; upper-case S, T and L stand in its place. */
static unsigned mode_of(struct ftp_span permissions)
{
    unsigned mode = 0;
    for (size_t i = 0; i < PERMISSIONS; i++) {
        char letter = permissions.data[i];
        unsigned bit = 0400u >> i;
        if (letter == '-')
            continue;
        if (is_in(letter, "rRwWxXst"))
            mode |= bit;
        if (i % 3 == 2 && is_in(letter, "sStTlL"))
            mode |= i == 2 ? 04000 : i == 5 ? 02000 : 01000;
    }
    return mode;
}

/* ten characters, then at most the marks of ACLs, attributes and contexts. */
static bool take_mode(struct ftp_span *cursor, struct ftp_entry *entry)
{
    struct ftp_span rest = *cursor;
    if (rest.length < MODE_LENGTH || !type_of(rest.data[0], &entry->type))
        return false;
    struct ftp_span permissions = {rest.data + 1, PERMISSIONS};
    if (!are_permissions(permissions))
        return false;
    rest = ftp_span_after(rest, MODE_LENGTH);
    while (rest.length && is_in(rest.data[0], "+.@*"))
        rest = ftp_span_after(rest, 1);
    entry->permissions = permissions;
    entry->mode = mode_of(permissions);
    entry->mode_known = true;
    *cursor = rest;
    return true;
}

/* One server puts another '-' before every line. */
static bool take_prefixed_mode(struct ftp_span *cursor, struct ftp_entry *entry)
{
    struct ftp_span rest = *cursor;
    if (take_mode(cursor, entry))
        return true;
    if (!ftp_span_take_char(&rest, '-') || !take_mode(&rest, entry))
        return false;
    *cursor = rest;
    return true;
}

/* Sterling Connect:Enterprise: ten flags, "-C--E-----FTP", then batch number and so on. */
static bool take_mailbox_flags(struct ftp_span *cursor, struct ftp_entry *entry)
{
    bool letter = false;
    if (cursor->length <= MODE_LENGTH)
        return false;
    for (size_t i = 0; i < MODE_LENGTH; i++) {
        char byte = cursor->data[i];
        if (byte != '-' && !(byte >= 'A' && byte <= 'Z'))
            return false;
        letter = letter || byte != '-';
    }
    entry->type = FTP_ENTRY_FILE;
    *cursor = ftp_span_after(*cursor, MODE_LENGTH);
    return letter;
}

/* ls -i and -s put an inode and a number of blocks before the mode. */
static bool take_counted_mode(struct ftp_span *cursor, struct ftp_entry *entry)
{
    struct ftp_span rest = *cursor;
    for (int i = 0; i < 2; i++) {
        struct ftp_span word;
        uint64_t number;
        if (!ftp_span_take_word(&rest, &word) || !ftp_span_number(word, &number))
            return false;
        ftp_span_take_blanks(&rest);
        if (take_mode(&rest, entry)) {
            *cursor = rest;
            return true;
        }
    }
    return false;
}

static enum listing_line read_unix(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    ftp_span_take_blanks(&line);
    if (!take_prefixed_mode(&line, entry) && !take_counted_mode(&line, entry) &&
        !take_mailbox_flags(&line, entry))
        return LISTING_NOT_MINE;
    if (!listing_read_ls_columns(line, context->now, entry))
        return LISTING_NOT_MINE;
    listing_split_link(entry);
    return LISTING_ENTRY;
}

const struct ftp_listing_dialect listing_unix = {"unix", read_unix};
