/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/targets.h"

#include <stdlib.h>

struct ftp_hold {
    struct ftp_hold *next;
    uint64_t holder;
    size_t length;
    char name[];
};

/* The last part of a path, without the dots and blanks at its end, which some servers leave out. */
static void cut(const char **path, size_t *length)
{
    size_t begin = *length;
    while (begin > 0 && (*path)[begin - 1] != '/')
        begin--;
    *path += begin;
    *length -= begin;
    while (*length > 1 && ((*path)[*length - 1] == '.' || (*path)[*length - 1] == ' '))
        --*length;
}

static char small(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static bool is_named(const struct ftp_hold *hold, const char *name, size_t length)
{
    size_t i = 0;
    if (hold->length != length)
        return false;
    while (i < length && hold->name[i] == small(name[i]))
        i++;
    return i == length;
}

bool ftp_targets_ask(struct ftp_targets *targets, uint64_t holder, const char *path, size_t length)
{
    cut(&path, &length);
    if (length == 0)
        return true;
    struct ftp_hold *hold = malloc(sizeof *hold + length);
    if (!hold)
        return false;
    *hold = (struct ftp_hold){.holder = holder, .length = length};
    for (size_t i = 0; i < length; i++)
        hold->name[i] = small(path[i]);
    if (targets->last)
        targets->last->next = hold;
    else
        targets->first = hold;
    targets->last = hold;
    return true;
}

static bool is_free_before(const struct ftp_targets *targets, const struct ftp_hold *end,
    uint64_t holder, const char *name, size_t length)
{
    for (const struct ftp_hold *hold = targets->first; hold != end; hold = hold->next)
        if (hold->holder != holder && is_named(hold, name, length))
            return false;
    return true;
}

bool ftp_targets_has(const struct ftp_targets *targets, uint64_t holder)
{
    for (const struct ftp_hold *hold = targets->first; hold; hold = hold->next)
        if (hold->holder == holder &&
            !is_free_before(targets, hold, holder, hold->name, hold->length))
            return false;
    return true;
}

bool ftp_targets_try(struct ftp_targets *targets, uint64_t holder, const char *path, size_t length)
{
    const char *name = path;
    size_t rest = length;
    cut(&name, &rest);
    const struct ftp_hold *end = targets->first; /* who asked after it did waits for it */
    while (end && (end->holder != holder || !is_named(end, name, rest)))
        end = end->next;
    return is_free_before(targets, end, holder, name, rest) &&
           ftp_targets_ask(targets, holder, path, length);
}

void ftp_targets_drop(struct ftp_targets *targets, uint64_t holder, const char *path, size_t length)
{
    struct ftp_hold **at = &targets->first, *before = NULL;
    if (path)
        cut(&path, &length);
    while (*at) {
        struct ftp_hold *hold = *at;
        if (hold->holder != holder || (path && !is_named(hold, path, length))) {
            before = hold;
            at = &hold->next;
            continue;
        }
        *at = hold->next;
        if (targets->last == hold)
            targets->last = before;
        free(hold);
    }
}
