/* SPDX-License-Identifier: Apache-2.0 */
/* What can go wrong. The descriptor's catalogue says the same of each to hosts. */
#ifndef HAWSER_DISK_FAULT_H
#define HAWSER_DISK_FAULT_H

#include <hawser/connector-helpers.h>

#include <stdbool.h>

struct disk_failure {
    hawser_error error; /* but for its message */
    char message[768];
};

/* As the host takes it; borrows from `failure`. */
hawser_error disk_error(const struct disk_failure *failure);

/* All return false, for the caller to return. By errno; `what` is a phrase such as "opening". */
bool disk_failed(struct disk_failure *failure, int system, const char *what, const char *name);
/* A callback of the host returned `code`. */
bool disk_host_failed(struct disk_failure *failure, int32_t code, const char *what);
/* What is opened by common/beneath.h. */
bool disk_path_failed(
    struct disk_failure *failure, int system, const char *path, size_t length, const char *reason);
/* The name at fault, or what it names. */
bool disk_refused(struct disk_failure *failure, int32_t code, const char *id, const char *name,
    size_t length, const char *reason);

#endif
