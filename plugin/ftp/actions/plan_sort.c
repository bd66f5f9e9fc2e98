/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/plan.h"

#include <stdlib.h>
#include <string.h>

/* One entry in the memory of a sort: as small as it can be. */
struct item {
    enum ftp_entry_type type;
    bool hostile;
    bool size_known;
    uint64_t size;
    struct ftp_time modified;
    size_t name_length;
    const char *directory; /* behind the name */
    char name[];           /* both with their NUL */
};

struct sorting {
    struct item **items;
    size_t count, capacity, bytes;
};

static void sorting_done(struct sorting *sorting)
{
    for (size_t i = 0; i < sorting->count; i++)
        free(sorting->items[i]);
    free(sorting->items);
}

static struct item *item_of(const struct ftp_planned *planned, size_t *ret_size)
{
    size_t directory = strlen(planned->directory) + 1;
    size_t size = sizeof(struct item) + planned->name_length + 1 + directory;
    struct item *item = malloc(size);
    if (!item)
        return NULL;
    *item = (struct item){
        .type = planned->type,
        .hostile = planned->hostile,
        .size_known = planned->size_known,
        .size = planned->size,
        .modified = planned->modified,
        .name_length = planned->name_length,
    };
    memcpy(item->name, planned->name, planned->name_length + 1);
    memcpy(item->name + planned->name_length + 1, planned->directory, directory);
    item->directory = item->name + planned->name_length + 1;
    *ret_size = size + sizeof(struct item *);
    return item;
}

static enum ftp_plan_sorted keep(struct sorting *sorting, const struct ftp_planned *planned)
{
    size_t size = 0;
    if (sorting->count == sorting->capacity) {
        size_t capacity = sorting->capacity ? 2 * sorting->capacity : 256;
        struct item **items = realloc(sorting->items, capacity * sizeof(struct item *));
        if (!items)
            return FTP_PLAN_FAILED;
        sorting->items = items;
        sorting->capacity = capacity;
    }
    struct item *item = item_of(planned, &size);
    if (!item)
        return FTP_PLAN_FAILED;
    sorting->items[sorting->count++] = item;
    sorting->bytes += size;
    return sorting->bytes > FTP_PLAN_SORT_MAX ? FTP_PLAN_TOO_LARGE : FTP_PLAN_SORTED;
}

static enum ftp_plan_sorted load(struct sorting *sorting, struct ftp_plan *plan)
{
    struct ftp_planned planned;
    enum ftp_plan_sorted status = ftp_plan_rewind(plan) ? FTP_PLAN_SORTED : FTP_PLAN_FAILED;
    int more = 0;
    while (status == FTP_PLAN_SORTED && (more = ftp_plan_next(plan, &planned)) == 1)
        status = keep(sorting, &planned);
    return more < 0 ? FTP_PLAN_FAILED : status;
}

/* --- Orders ----------------------------------------------------------------------------------- */

static int compare_bytes(const char *left, size_t left_length, const char *right, size_t length)
{
    size_t common = left_length < length ? left_length : length;
    int order = common ? memcmp(left, right, common) : 0;
    return order ? order : (left_length > length) - (left_length < length);
}

static int compare_names(const struct item *left, const struct item *right)
{
    int order = compare_bytes(left->name, left->name_length, right->name, right->name_length);
    return order ? order : strcmp(left->directory, right->directory);
}

int ftp_planned_compare(const struct ftp_planned *left, const struct ftp_planned *right)
{
    int order = compare_bytes(left->name, left->name_length, right->name, right->name_length);
    return order ? order : strcmp(left->directory, right->directory);
}

static int compare_times(const struct ftp_time *left, const struct ftp_time *right)
{
    bool known = left->precision != FTP_TIME_UNKNOWN, other = right->precision != FTP_TIME_UNKNOWN;
    if (!known || !other)
        return (int)known - (int)other;
    if (left->seconds != right->seconds)
        return left->seconds < right->seconds ? -1 : 1;
    return (int)left->milliseconds - (int)right->milliseconds;
}

static int compare_sizes(const struct item *left, const struct item *right)
{
    if (!left->size_known || !right->size_known)
        return (int)left->size_known - (int)right->size_known;
    return (left->size > right->size) - (left->size < right->size);
}

#define LEFT (*(struct item *const *)left)
#define RIGHT (*(struct item *const *)right)

static int by_name(const void *left, const void *right)
{
    return compare_names(LEFT, RIGHT);
}

static int by_name_descending(const void *left, const void *right)
{
    return -compare_names(LEFT, RIGHT);
}

static int by_time(const void *left, const void *right)
{
    int order = compare_times(&LEFT->modified, &RIGHT->modified);
    return order ? order : compare_names(LEFT, RIGHT);
}

static int by_time_descending(const void *left, const void *right)
{
    int order = compare_times(&RIGHT->modified, &LEFT->modified);
    return order ? order : compare_names(LEFT, RIGHT);
}

static int by_size(const void *left, const void *right)
{
    int order = compare_sizes(LEFT, RIGHT);
    return order ? order : compare_names(LEFT, RIGHT);
}

static int by_size_descending(const void *left, const void *right)
{
    int order = compare_sizes(RIGHT, LEFT);
    return order ? order : compare_names(LEFT, RIGHT);
}

/* --- Together --------------------------------------------------------------------------------- */

static bool give_back(const struct sorting *sorting, struct ftp_plan *plan)
{
    bool added = true;
    for (size_t i = 0; added && i < sorting->count; i++) {
        const struct item *item = sorting->items[i];
        struct ftp_entry entry = {
            .name = {item->name, item->name_length},
            .type = item->type,
            .hostile = item->hostile,
            .size_known = item->size_known,
            .size = item->size,
            .modified = item->modified,
        };
        added = ftp_plan_add_in(plan, item->directory, &entry);
    }
    return added && ftp_plan_rewind(plan);
}

enum ftp_plan_sorted ftp_plan_sort(struct ftp_plan *plan, enum ftp_order_by order)
{
    static int (*const orders[FTP_ORDER_COUNT])(const void *, const void *) = {
        [FTP_ORDER_NAME] = by_name,
        [FTP_ORDER_NAME_DESCENDING] = by_name_descending,
        [FTP_ORDER_TIME] = by_time,
        [FTP_ORDER_TIME_DESCENDING] = by_time_descending,
        [FTP_ORDER_SIZE] = by_size,
        [FTP_ORDER_SIZE_DESCENDING] = by_size_descending,
    };
    struct sorting sorting = {0};
    enum ftp_plan_sorted status = load(&sorting, plan);
    ftp_plan_done(plan);
    if (status == FTP_PLAN_SORTED && sorting.count && orders[order])
        qsort(sorting.items, sorting.count, sizeof *sorting.items, orders[order]);
    if (status == FTP_PLAN_SORTED && !give_back(&sorting, plan))
        status = FTP_PLAN_FAILED;
    sorting_done(&sorting);
    return status;
}
