/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* strerrordesc_np: strerror is not for threads */
#include "disk/fault.h"

#include <errno.h>
#include <limits.h>

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

static bool set(struct disk_failure *failure, int32_t code, const char *id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static bool set(struct disk_failure *failure, int32_t code, const char *id, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(failure->message, sizeof failure->message, format, arguments);
    va_end(arguments);
    bool later = code == HAWSER_RESOURCE || code == HAWSER_HOST;
    failure->error =
        hawser_error_of(code, later ? HAWSER_RETRY_LATER : HAWSER_RETRY_NEVER, id, NULL, NULL);
    return false;
}

hawser_error disk_error(const struct disk_failure *failure)
{
    hawser_error error = failure->error;
    error.message = failure->message;
    return error;
}

bool disk_failed(struct disk_failure *failure, int system, const char *what, const char *name)
{
    const char *reason = strerrordesc_np(system);
    const struct kind *kind = kinds;
    while (kind->system && kind->system != system)
        kind++;
    set(failure, kind->code, kind->id, "%s \"%s\": %s", what, name, reason ? reason : "failed");
    failure->error.native = system;
    return false;
}

bool disk_host_failed(struct disk_failure *failure, int32_t code, const char *what)
{
    if (code == HAWSER_CANCELLED || code == HAWSER_TIMEOUT)
        return set(failure, code, "disk.ended", "the call ended while %s", what);
    return set(failure, code, "disk.host", "%s failed on the side that runs this", what);
}

bool disk_refused(struct disk_failure *failure, int32_t code, const char *id, const char *name,
    size_t length, const char *reason)
{
    return set(
        failure, code, id, "\"%.*s\" %s", length > NAME_MAX ? NAME_MAX : (int)length, name, reason);
}

bool disk_path_failed(
    struct disk_failure *failure, int system, const char *path, size_t length, const char *reason)
{
    char shown[NAME_MAX + 1];
    if (system == EINVAL)
        return disk_refused(failure, HAWSER_BAD_CONFIG, "disk.bad-name", path, length, reason);
    snprintf(shown, sizeof shown, "%.*s", length > NAME_MAX ? NAME_MAX : (int)length, path);
    return disk_failed(failure, system, "opening", shown);
}
