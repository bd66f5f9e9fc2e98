/* SPDX-License-Identifier: Apache-2.0 */
/* What can go wrong. The descriptor's catalogue says the same of each to hosts. */
#define _GNU_SOURCE /* strerrordesc_np: strerror is not for threads */
#include "disk/run.h"

#include <errno.h>

static const struct kind {
    int system;
    int32_t code;
    const char *id;
} kinds[] = {
    {ENOENT, HAWSER_NOT_FOUND, "disk.not-found"},
    {EEXIST, HAWSER_EXISTS, "disk.exists"},
    {EACCES, HAWSER_DENIED, "disk.denied"},
    {EPERM, HAWSER_DENIED, "disk.denied"},
    {EROFS, HAWSER_DENIED, "disk.denied"},
    {EISDIR, HAWSER_BAD_CONFIG, "disk.not-a-file"},
    {ENOTDIR, HAWSER_BAD_CONFIG, "disk.not-a-file"},
    {ELOOP, HAWSER_BAD_CONFIG, "disk.not-a-file"}, /* links are never followed */
    {ENAMETOOLONG, HAWSER_BAD_CONFIG, "disk.bad-name"},
    {ENOSPC, HAWSER_RESOURCE, "disk.full"},
    {EDQUOT, HAWSER_RESOURCE, "disk.full"},
    {EFBIG, HAWSER_RESOURCE, "disk.full"},
    {ENOMEM, HAWSER_NO_MEMORY, "disk.memory"},
    {0, HAWSER_RESOURCE, "disk.failed"},
};

int32_t disk_failed(hawser_failure *failure, int system, const char *doing, const char *name)
{
    const char *reason = strerrordesc_np(system);
    const struct kind *kind = kinds;
    while (kind->system && kind->system != system)
        kind++;
    hawser_failure_set(failure, kind->code,
        kind->code == HAWSER_RESOURCE ? HAWSER_RETRY_LATER : HAWSER_RETRY_NEVER, kind->id,
        "%s \"%s\": %s", doing, name, reason ? reason : "failed");
    failure->error.native = system;
    return kind->code;
}

int32_t disk_refused(
    hawser_failure *failure, int32_t code, const char *id, const char *name, const char *reason)
{
    return hawser_failure_set(
        failure, code, HAWSER_RETRY_NEVER, id, "\"%.*s\" %s", NAME_MAX, name, reason);
}
