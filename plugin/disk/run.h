/* SPDX-License-Identifier: Apache-2.0 */
/* One execution: what every action works on. */
#ifndef HAWSER_DISK_RUN_H
#define HAWSER_DISK_RUN_H

#include <hawser/connector-helpers.h>
#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <sys/stat.h>

/* A file by its place. */
struct disk_place {
    int directory; /* an open descriptor, the caller's to close */
    char base[NAME_MAX + 1];
};

struct disk_run {
    hawser_job job;
    const json_t *operation;
    int root;
    bool dry; /* change nothing, and say what would be */
};

/* A text of the operation; "": not set. */
const char *disk_option(const struct disk_run *run, const char *name);

/* Does one document. Returns HAWSER_OK or a code, as do those below; where the failure is not filled the code comes from
 * the host. */
typedef int32_t disk_action(
    struct disk_run *run, const hawser_input *input, hawser_failure *failure);

disk_action disk_create, disk_get, disk_query, disk_list, disk_delete;

/* By errno; `doing` is a phrase such as "opening". */
int32_t disk_failed(hawser_failure *failure, int system, const char *doing, const char *name);
/* The name at fault, or what it names. */
int32_t disk_refused(
    hawser_failure *failure, int32_t code, const char *id, const char *name, const char *reason);

/* Where a directory (as O_PATH), or the file of an input, is. */
int32_t disk_directory_open(
    const struct disk_run *run, const char *path, int *ret_directory, hawser_failure *failure);
int32_t disk_place_open(const struct disk_run *run, const char *path, size_t length,
    struct disk_place *ret_place, hawser_failure *failure);

/* Hands one file over, and deletes it then where the operation says so. */
int32_t disk_deliver(struct disk_run *run, const hawser_input *input,
    const struct disk_place *place, hawser_failure *failure);

/* What documents and entries say of a file, to be freed. NULL: no memory. */
char *disk_describe(const char *name, const struct stat *status);

/* Gives a record. `text` is consumed; NULL stands for a lack of memory. */
int32_t disk_record(struct disk_run *run, const hawser_input *input, char *text);

/* Of a dry run: what would be done to a file. */
int32_t disk_would(
    struct disk_run *run, const hawser_input *input, const char *what, const char *name);

#endif
