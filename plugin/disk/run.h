/* SPDX-License-Identifier: Apache-2.0 */
/* One execution: what every action works on. */
#ifndef HAWSER_DISK_RUN_H
#define HAWSER_DISK_RUN_H

#include "disk/fault.h"

#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { DISK_CHUNK = 128 * 1024 };

/* A file by its place. */
struct disk_place {
    int directory; /* an open descriptor, the caller's to close */
    char base[NAME_MAX + 1];
};

struct disk_run {
    hawser_job job;
    const json_t *operation;
    char *chunk; /* of DISK_CHUNK bytes */
    int root;
    bool dry; /* change nothing, and say what would be */
};

/* A text of the operation; "": not set. */
const char *disk_option(const struct disk_run *run, const char *name);

/* Does one document. False: failure says why. So it is below. */
typedef bool disk_action(
    struct disk_run *run, const hawser_input *input, struct disk_failure *failure);

disk_action disk_create, disk_get, disk_query, disk_list, disk_delete;

/* Where the path of a file leads. */
bool disk_place_open(const struct disk_run *run, const char *path, size_t length,
    struct disk_place *ret_place, struct disk_failure *failure);

/* Hands one file over, and deletes it then where the operation says so. */
bool disk_deliver(struct disk_run *run, const hawser_input *input, const struct disk_place *place,
    struct disk_failure *failure);

/* What documents and entries say of a file, to be freed. NULL: no memory. */
char *disk_describe(const char *name, const struct stat *status);

/* Give a record. `text` or `json` is consumed; NULL stands for a lack of memory. */
bool disk_record_text(
    struct disk_run *run, const hawser_input *input, char *text, struct disk_failure *failure);
bool disk_record(
    struct disk_run *run, const hawser_input *input, json_t *json, struct disk_failure *failure);

/* Of a dry run: what would be done to a file. */
bool disk_would(struct disk_run *run, const hawser_input *input, const char *what, const char *name,
    struct disk_failure *failure);

#endif
