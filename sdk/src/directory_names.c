/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "directory_names.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

int32_t directory_exists(
    const struct directory *directory, const char *name, struct attempt *attempt)
{
    return attempt_failed(
        attempt, HAWSER_EXISTS, "the file %s/%s exists already", directory->path, name);
}

/* Whether a file of that name could not be published. */
int32_t directory_check_free(
    const struct directory *directory, const char *name, struct attempt *attempt)
{
    struct stat status;

    if (fstatat(directory->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0)
        return directory->overwrite && !S_ISDIR(status.st_mode)
                   ? HAWSER_OK
                   : directory_exists(directory, name, attempt);
    if (errno == ENOENT)
        return HAWSER_OK;
    return attempt_failed_errno(attempt, errno, "look for %s/%s", directory->path, name);
}

/* Takes a name for one document, with the directory locked. */
static int32_t take(struct directory *directory, const char *name, struct attempt *attempt)
{
    int32_t code;

    if (json_object_get(directory->names, name))
        return attempt_failed(
            attempt, HAWSER_EXISTS, "another document of this execution has the name %s", name);
    /* It may be that very document, which is fetched once more. */
    code = json_object_get(directory->recovered, name)
               ? HAWSER_OK
               : directory_check_free(directory, name, attempt);
    if (code == HAWSER_OK && json_object_set_new_nocheck(directory->names, name, json_true()))
        code = attempt_no_memory(attempt);
    return code;
}

/* The next of "document-1", "document-2", ... that is free, with the directory locked. */
static int32_t take_number(struct directory *directory, char *ret_name, struct attempt *attempt)
{
    int32_t code;

    do {
        snprintf(
            ret_name, FILE_NAME_SIZE, "document-%llu", (unsigned long long)++directory->unnamed);
        code = take(directory, ret_name, attempt);
    } while (code == HAWSER_EXISTS);
    return code;
}

int32_t directory_claim_name(
    struct directory *directory, const json_t *property, char *ret_name, struct attempt *attempt)
{
    int32_t code = HAWSER_OK;

    if (property && !json_is_string(property))
        return attempt_failed(
            attempt, HAWSER_BAD_CONFIG, "the document's fileName is not a string");
    if (property)
        code = file_name_safe(
            json_string_value(property), json_string_length(property), ret_name, attempt);
    if (code != HAWSER_OK)
        return code;
    pthread_mutex_lock(&directory->mutex);
    if (property)
        code = take(directory, ret_name, attempt);
    else
        code = take_number(directory, ret_name, attempt);
    pthread_mutex_unlock(&directory->mutex);
    return code;
}

void directory_release_name(struct directory *directory, const char *name)
{
    pthread_mutex_lock(&directory->mutex);
    json_object_del(directory->names, name);
    pthread_mutex_unlock(&directory->mutex);
}
