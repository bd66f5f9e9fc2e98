/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/journal_entry.h"

#include "ftp/protocol/limits.h"
#include "ftp/protocol/span.h"

#include <inttypes.h>
#include <string.h>

static const char heading[] = "upload 1";
static const char ending[] = "end";

static const char *const phases[] = {[FTP_JOURNAL_NOTHING] = "nothing",
    [FTP_JOURNAL_UPLOADING] = "uploading",
    [FTP_JOURNAL_RENAMING] = "renaming",
    [FTP_JOURNAL_REPLACING] = "replacing"};

enum { PHASES = sizeof phases / sizeof *phases };

void ftp_journal_entry_init(struct ftp_journal_entry *entry)
{
    *entry = (struct ftp_journal_entry){.phase = FTP_JOURNAL_NOTHING};
    buffer_init(&entry->path, FTP_PATH_MAX);
    buffer_init(&entry->name, FTP_PATH_MAX);
    buffer_init(&entry->aside, FTP_PATH_MAX);
    buffer_init(&entry->lock, FTP_PATH_MAX);
}

void ftp_journal_entry_done(struct ftp_journal_entry *entry)
{
    buffer_done(&entry->path);
    buffer_done(&entry->name);
    buffer_done(&entry->aside);
    buffer_done(&entry->lock);
}

/* --- Writing ---------------------------------------------------------------------------------- */

static bool write_name(struct buffer *text, const char *word, const struct buffer *value)
{
    if (value->length == 0)
        return true;
    if (memchr(value->data, '\n', value->length) || memchr(value->data, '\0', value->length))
        return false;
    return buffer_printf(text, "%s ", word) && buffer_add(text, value->data, value->length) &&
           buffer_add_byte(text, '\n');
}

bool ftp_journal_entry_write(const struct ftp_journal_entry *entry, struct buffer *text)
{
    return buffer_printf(text, "%s\nphase %s\nwritten %" PRIu64 "\n", heading, phases[entry->phase],
               entry->written) &&
           write_name(text, "path", &entry->path) && write_name(text, "name", &entry->name) &&
           write_name(text, "aside", &entry->aside) && write_name(text, "lock", &entry->lock) &&
           (!entry->original_known ||
               buffer_printf(text, "original %" PRIu64 "\n", entry->original)) &&
           buffer_printf(text, "%s\n", ending);
}

/* --- Reading ---------------------------------------------------------------------------------- */

static bool is_word(struct ftp_span span, const char *word)
{
    return span.length == strlen(word) && memcmp(span.data, word, span.length) == 0;
}

static bool read_phase(struct ftp_span value, struct ftp_journal_entry *entry)
{
    for (unsigned i = FTP_JOURNAL_UPLOADING; i < PHASES; i++)
        if (entry->phase == FTP_JOURNAL_NOTHING && is_word(value, phases[i])) {
            entry->phase = (enum ftp_journal_phase)i;
            return true;
        }
    return false;
}

static bool read_name(struct ftp_span value, struct buffer *name)
{
    return name->length == 0 && value.length > 0 && !memchr(value.data, '\0', value.length) &&
           !memchr(value.data, '\r', value.length) && buffer_add(name, value.data, value.length);
}

static bool read_original(struct ftp_span value, struct ftp_journal_entry *entry)
{
    if (entry->original_known)
        return false;
    entry->original_known = true;
    return ftp_span_number(value, &entry->original);
}

static bool read_field(struct ftp_span word, struct ftp_span value, struct ftp_journal_entry *entry)
{
    if (is_word(word, "phase"))
        return read_phase(value, entry);
    if (is_word(word, "path"))
        return read_name(value, &entry->path);
    if (is_word(word, "name"))
        return read_name(value, &entry->name);
    if (is_word(word, "aside"))
        return read_name(value, &entry->aside);
    if (is_word(word, "lock"))
        return read_name(value, &entry->lock);
    if (is_word(word, "original"))
        return read_original(value, entry);
    return is_word(word, "written") && ftp_span_number(value, &entry->written);
}

/* The next line without its end. False: there is none that is whole. */
static bool take_line(struct ftp_span *text, struct ftp_span *line)
{
    const char *end = text->length ? memchr(text->data, '\n', text->length) : NULL;
    if (!end)
        return false;
    *line = (struct ftp_span){text->data, (size_t)(end - text->data)};
    text->data = end + 1;
    text->length -= line->length + 1;
    return true;
}

bool ftp_journal_entry_read(const char *text, size_t length, struct ftp_journal_entry *entry)
{
    struct ftp_span rest = {text, length}, line;
    if (length > FTP_JOURNAL_ENTRY_MAX || !take_line(&rest, &line) || !is_word(line, heading))
        return false;
    while (take_line(&rest, &line)) {
        if (is_word(line, ending))
            return rest.length == 0 && entry->phase != FTP_JOURNAL_NOTHING &&
                   entry->path.length > 0 &&
                   (entry->phase == FTP_JOURNAL_UPLOADING || entry->name.length > 0);
        const char *blank = memchr(line.data, ' ', line.length);
        size_t word = blank ? (size_t)(blank - line.data) : line.length;
        if (!blank || !read_field((struct ftp_span){line.data, word},
                          (struct ftp_span){blank + 1, line.length - word - 1}, entry))
            return false;
    }
    return false;
}
