/* SPDX-License-Identifier: Apache-2.0 */
/* What the upload journal holds after a crash: read, it can be written, and says the same again. */
#include "ftp/actions/journal_entry.h"

#include <string.h>

#include "fuzz/ftp_targets.h"

enum { TEXT_MAX = 64 * 1024 };

static void check_same(const struct buffer *one, const struct buffer *other)
{
    FUZZ_CHECK(one->length == other->length);
    FUZZ_CHECK(memcmp(buffer_text(one), buffer_text(other), one->length) == 0);
}

static void write_again(const struct ftp_journal_entry *entry)
{
    struct buffer text;
    struct ftp_journal_entry again;
    buffer_init(&text, TEXT_MAX);
    ftp_journal_entry_init(&again);
    if (ftp_journal_entry_write(entry, &text)) {
        FUZZ_CHECK(ftp_journal_entry_read(text.data, text.length, &again));
        FUZZ_CHECK(entry->phase == again.phase && entry->original_known == again.original_known);
        FUZZ_CHECK(entry->original == again.original && entry->written == again.written);
        check_same(&entry->path, &again.path);
        check_same(&entry->name, &again.name);
        check_same(&entry->aside, &again.aside);
        check_same(&entry->lock, &again.lock);
    }
    ftp_journal_entry_done(&again);
    buffer_done(&text);
}

void fuzz_journal(const char *data, size_t length)
{
    struct ftp_journal_entry entry;
    ftp_journal_entry_init(&entry);
    if (ftp_journal_entry_read(data, length, &entry)) {
        FUZZ_CHECK(entry.phase <= FTP_JOURNAL_REPLACING);
        write_again(&entry);
    }
    ftp_journal_entry_done(&entry);
}
