/* SPDX-License-Identifier: Apache-2.0 */
/* Paths below Root. */
#include "common/beneath.h"
#include "disk/run.h"

#include <errno.h>

static int32_t found(
    int directory, const char *path, size_t length, const char *reason, hawser_failure *failure)
{
    int system = errno;
    char shown[NAME_MAX + 1];
    if (directory >= 0)
        return HAWSER_OK;
    snprintf(shown, sizeof shown, "%.*s", length > NAME_MAX ? NAME_MAX : (int)length, path);
    return system == EINVAL
               ? disk_refused(failure, HAWSER_BAD_CONFIG, "disk.bad-name", shown, reason)
               : disk_failed(failure, system, "opening", shown);
}

int32_t disk_directory_open(
    const struct disk_run *run, const char *path, int *ret_directory, hawser_failure *failure)
{
    const char *reason = NULL;
    *ret_directory = beneath_directory(run->root, path, strlen(path), &reason);
    return found(*ret_directory, path, strlen(path), reason, failure);
}

int32_t disk_place_open(const struct disk_run *run, const char *path, size_t length,
    struct disk_place *ret_place, hawser_failure *failure)
{
    const char *reason = NULL;
    ret_place->directory = beneath_file(run->root, path, length, ret_place->base, &reason);
    return found(ret_place->directory, path, length, reason, failure);
}
