/* SPDX-License-Identifier: Apache-2.0 */
/* Facts of RFC 3659, 7: "fact=value;fact=value; name". */
#include "ftp/protocol/listing_dialect.h"

static bool read_os_type(struct ftp_span value, struct ftp_entry *entry)
{
    static const char link_mark[] = "slink:";
    size_t at = ftp_span_find(value, link_mark);
    bool link = at < value.length || ftp_span_ends_nocase(value, "slink") ||
                ftp_span_ends_nocase(value, "symlink") || ftp_span_ends_nocase(value, "link");
    entry->type = link ? FTP_ENTRY_LINK : FTP_ENTRY_OTHER;
    if (at < value.length)
        entry->target = ftp_span_after(value, at + sizeof link_mark - 1);
    return true;
}

static bool read_type(struct ftp_span value, struct ftp_entry *entry)
{
    if (ftp_span_starts_nocase(value, "OS."))
        return read_os_type(value, entry);
    bool self = ftp_span_is_nocase(value, "cdir") || ftp_span_is_nocase(value, "pdir");
    if (ftp_span_is_nocase(value, "file"))
        entry->type = FTP_ENTRY_FILE;
    else if (self || ftp_span_is_nocase(value, "dir"))
        entry->type = FTP_ENTRY_DIRECTORY;
    else if (ftp_span_is_nocase(value, "link") || ftp_span_is_nocase(value, "slink") ||
             ftp_span_is_nocase(value, "symlink"))
        entry->type = FTP_ENTRY_LINK;
    else
        return false;
    entry->is_self_or_parent = entry->is_self_or_parent || self;
    return true;
}

static bool read_size(struct ftp_span value, struct ftp_entry *entry)
{
    entry->size_known = ftp_span_number(value, &entry->size);
    return entry->size_known || ftp_span_starts(value, "-") || !value.length;
}

static bool read_modify(struct ftp_span value, struct ftp_entry *entry)
{
    return ftp_time_value_parse(value, &entry->modified) || !value.length;
}

/* Octal, with a 0 before it or not. ProFTPD and Pure-FTPd write that of a file without any right as
 * 00; two digits that do not begin with 0 are no mode that a server prints. */
static bool read_mode(struct ftp_span value, struct ftp_entry *entry)
{
    enum { SHORTEST = 3, LONGEST = 7, PERMISSION_BITS = 07777 };
    unsigned mode = 0;
    if (!value.length || value.length > LONGEST)
        return false;
    if (value.length < SHORTEST && value.data[0] != '0')
        return false;
    for (size_t i = 0; i < value.length; i++) {
        if (value.data[i] < '0' || value.data[i] > '7')
            return false;
        mode = mode * 8 + (unsigned)(value.data[i] - '0');
    }
    entry->mode = mode & PERMISSION_BITS;
    entry->mode_known = true;
    return true;
}

static bool keep_permissions(struct ftp_span value, struct ftp_entry *entry)
{
    entry->permissions = value;
    return true;
}

static bool keep_unique(struct ftp_span value, struct ftp_entry *entry)
{
    entry->unique = value;
    return true;
}

/* A name says more than a number, in whichever order they come. */
static bool keep_owner(struct ftp_span value, struct ftp_entry *entry)
{
    if (!entry->owner.length)
        entry->owner = value;
    return true;
}

static bool keep_owner_name(struct ftp_span value, struct ftp_entry *entry)
{
    if (value.length)
        entry->owner = value;
    return true;
}

static bool keep_group(struct ftp_span value, struct ftp_entry *entry)
{
    if (!entry->group.length)
        entry->group = value;
    return true;
}

static bool keep_group_name(struct ftp_span value, struct ftp_entry *entry)
{
    if (value.length)
        entry->group = value;
    return true;
}

static const struct fact {
    const char *name;
    bool (*read)(struct ftp_span value, struct ftp_entry *entry);
} facts[] = {
    {"type", read_type},
    {"size", read_size},
    {"sizd", read_size}, /* of a directory, ProFTPD and others */
    {"modify", read_modify},
    {"perm", keep_permissions},
    {"unique", keep_unique},
    {"UNIX.mode", read_mode},
    {"UNIX.owner", keep_owner},
    {"UNIX.uid", keep_owner},
    {"UNIX.ownername", keep_owner_name},
    {"UNIX.group", keep_group},
    {"UNIX.gid", keep_group},
    {"UNIX.groupname", keep_group_name},
};

/* RFC 3659, 7.2: names of facts don't care about case; an unknown fact is nobody's fault. */
static bool read_fact(struct ftp_span text, struct ftp_entry *entry)
{
    if (ftp_span_find(text, "=") == text.length)
        return false;
    struct ftp_span name = ftp_span_take_until(&text, '=');
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        if (ftp_span_is_nocase(name, facts[i].name))
            return facts[i].read(text, entry);
    }
    return name.length;
}

static bool read_parts(struct ftp_span line, size_t length, struct ftp_entry *entry)
{
    struct ftp_span facts_part = ftp_span_first(line, length);
    if (length >= line.length)
        return false;
    entry->name = ftp_span_after(line, length + 1);
    while (facts_part.length) {
        if (!read_fact(ftp_span_take_until(&facts_part, ';'), entry))
            return false;
    }
    return entry->name.length;
}

/* The facts end at a ';' and a blank; a blank within a value (the target of a link) is the value's.
 * Where a server leaves the last ';' out, the first blank ends them. */
static bool read_entry(struct ftp_span line, struct ftp_entry *entry)
{
    struct ftp_entry first = *entry;
    size_t end = ftp_span_find(line, "; ");
    if (read_parts(line, end + 1, &first)) {
        *entry = first;
        return true;
    }
    return read_parts(line, ftp_span_find(line, " "), entry);
}

static enum listing_line read_mlsx(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    (void)context;
    /* Not one fact is what an MLSD line may have, but no line among others. */
    if (ftp_span_find(line, "=") > ftp_span_find(line, " "))
        return LISTING_NOT_MINE;
    return read_entry(line, entry) ? LISTING_ENTRY : LISTING_NOT_MINE;
}

bool listing_read_facts(struct ftp_span line, struct ftp_entry *ret_entry)
{
    struct ftp_entry entry = {.type = FTP_ENTRY_UNKNOWN};
    if (!read_entry(line, &entry))
        return false;
    *ret_entry = entry;
    return true;
}

bool ftp_mlst_entry_parse(struct ftp_span line, struct ftp_entry *ret_entry)
{
    struct ftp_entry entry;
    /* RFC 3659, 7.2 wants one blank before the facts; servers send several. */
    ftp_span_take_blanks(&line);
    if (ftp_span_find(line, "=") > ftp_span_find(line, " ") || !listing_read_facts(line, &entry))
        return false;
    entry.hostile = ftp_span_has_control(entry.name);
    *ret_entry = entry;
    return true;
}

const struct ftp_listing_dialect listing_mlsx = {"mlsx", read_mlsx};
