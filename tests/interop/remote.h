/* SPDX-License-Identifier: Apache-2.0 */
/* What lies on the server, seen and made on its disk and not through it. Paths are below the
 * server's folder. */
#ifndef INTEROP_REMOTE_H
#define INTEROP_REMOTE_H

#include "interop/rig.h"

#include <stdint.h>
#include <time.h>

/* Files and folders that belong to the server's user. */
void remote_put(const struct rig *rig, const char *path, const void *bytes, size_t size);
void remote_text(const struct rig *rig, const char *path, const char *text);
void remote_folder(const struct rig *rig, const char *path);
void remote_link(const struct rig *rig, const char *path, const char *target);
/* The file's or folder's time of change, in seconds since 1970 UTC. */
void remote_time(const struct rig *rig, const char *path, time_t when);
/* Nobody but its owner, who is not the server's user, may write to the folder; the same for reading
 * the file. */
void remote_protect(const struct rig *rig, const char *folder);
void remote_unprotect(const struct rig *rig, const char *folder);
void remote_hide(const struct rig *rig, const char *file);

bool remote_is(const struct rig *rig, const char *path, const void *bytes, size_t size);
bool remote_is_text(const struct rig *rig, const char *path, const char *text);
bool remote_exists(const struct rig *rig, const char *path);
/* The names in a folder, "" for the server's own, sorted by bytes, each followed by a line end.
 * Free it. */
char *remote_names(const struct rig *rig, const char *folder);

/* The path on disk. Free it. */
char *remote_local(const struct rig *rig, const char *path);
/* The path as a client names it. Free it. */
char *remote_path(const struct rig *rig, const char *path);

/* How many lines of the server's log hold the text, whatever its case. */
unsigned remote_log_count(const struct rig *rig, const char *text);

#endif
