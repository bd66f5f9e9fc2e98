/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/plan.h"

#include <string.h>

/* The fixed part of an entry, before its name. */
struct record {
    enum ftp_entry_type type;
    bool hostile, size_known;
    uint64_t size;
    struct ftp_time modified;
    size_t name_length, directory_length;
};

void ftp_plan_init(struct ftp_plan *plan)
{
    *plan = (struct ftp_plan){0};
    buffer_init(&plan->pending, FTP_PLAN_MEMORY_MAX);
}

void ftp_plan_done(struct ftp_plan *plan)
{
    if (plan->spool)
        fclose(plan->spool);
    buffer_done(&plan->pending);
    ftp_plan_init(plan);
}

static bool spill(struct ftp_plan *plan)
{
    if (!plan->spool)
        plan->spool = tmpfile();
    bool written = plan->spool && fwrite(plan->pending.data, 1, plan->pending.length,
                                      plan->spool) == plan->pending.length;
    buffer_clear(&plan->pending);
    return written;
}

static bool add(
    struct ftp_plan *plan, const struct record *record, const char *name, const char *directory)
{
    size_t length = sizeof *record + record->name_length + record->directory_length;
    if (record->name_length > FTP_PATH_MAX || record->directory_length > FTP_PATH_MAX)
        return false;
    if (plan->pending.length + length > FTP_PLAN_MEMORY_MAX && !spill(plan))
        return false;
    plan->entries++;
    uint64_t room = UINT64_MAX - plan->bytes;
    plan->bytes += !record->size_known ? 0 : record->size < room ? record->size : room;
    return buffer_add(&plan->pending, record, sizeof *record) &&
           buffer_add(&plan->pending, name, record->name_length) &&
           buffer_add(&plan->pending, directory, record->directory_length);
}

bool ftp_plan_add_in(struct ftp_plan *plan, const char *directory, const struct ftp_entry *entry)
{
    struct record record;
    memset(&record, 0, sizeof record); /* padding goes to disk too */
    record.type = entry->type;
    record.hostile = entry->hostile;
    record.size_known = entry->size_known;
    record.size = entry->size;
    record.modified = entry->modified;
    record.name_length = entry->name.length;
    record.directory_length = strlen(directory);
    return add(plan, &record, entry->name.data, directory);
}

bool ftp_plan_add_planned(struct ftp_plan *plan, const struct ftp_planned *planned)
{
    struct ftp_entry entry = {
        .name = {planned->name, planned->name_length},
        .type = planned->type,
        .hostile = planned->hostile,
        .size_known = planned->size_known,
        .size = planned->size,
        .modified = planned->modified,
    };
    return ftp_plan_add_in(plan, planned->directory, &entry);
}

bool ftp_plan_rewind(struct ftp_plan *plan)
{
    plan->read = 0;
    return !plan->spool || (fflush(plan->spool) == 0 && fseek(plan->spool, 0, SEEK_SET) == 0);
}

/* The spool holds the older entries, what is pending the newer ones. */
static int take(struct ftp_plan *plan, void *bytes, size_t length)
{
    if (plan->spool) {
        size_t got = fread(bytes, 1, length, plan->spool);
        if (got == length)
            return 1;
        if (got || ferror(plan->spool))
            return -1;
        fclose(plan->spool);
        plan->spool = NULL;
    }
    if (plan->read == plan->pending.length)
        return 0;
    if (length > plan->pending.length - plan->read)
        return -1;
    if (length)
        memcpy(bytes, plan->pending.data + plan->read, length);
    plan->read += length;
    return 1;
}

bool ftp_plan_has_more(const struct ftp_plan *plan)
{
    return plan->spool != NULL || plan->read < plan->pending.length;
}

int ftp_plan_next(struct ftp_plan *plan, struct ftp_planned *ret_planned)
{
    struct record record;
    int got = take(plan, &record, sizeof record);
    if (got != 1)
        return got;
    if (record.name_length > FTP_PATH_MAX || record.directory_length > FTP_PATH_MAX ||
        (record.name_length && take(plan, ret_planned->name, record.name_length) != 1) ||
        (record.directory_length &&
            take(plan, ret_planned->directory, record.directory_length) != 1))
        return -1;
    ret_planned->directory[record.directory_length] = '\0';
    ret_planned->name[record.name_length] = '\0';
    ret_planned->name_length = record.name_length;
    ret_planned->type = record.type;
    ret_planned->hostile = record.hostile;
    ret_planned->size_known = record.size_known;
    ret_planned->size = record.size;
    ret_planned->modified = record.modified;
    return 1;
}
