/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* strcasestr */
#include "config.h"

#include "interop/remote.h"

#include "support/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *remote_local(const struct rig *rig, const char *path)
{
    return folder_path(server_local_directory(rig->server), path);
}

char *remote_path(const struct rig *rig, const char *path)
{
    return folder_path(server_work_directory(rig->server), path);
}

static void report(const struct rig *rig, const char *path, bool done)
{
    if (!done) {
        fprintf(stderr, "%s: %s can't be prepared on disk (error %d)\n",
            server_kind_name(rig->kind), path, errno);
        abort();
    }
}

void remote_put(const struct rig *rig, const char *path, const void *bytes, size_t size)
{
    char *local = remote_local(rig, path);
    report(rig, path, file_write(local, bytes, size) && server_own(rig->server, local));
    free(local);
}

void remote_text(const struct rig *rig, const char *path, const char *text)
{
    remote_put(rig, path, text, strlen(text));
}

void remote_folder(const struct rig *rig, const char *path)
{
    char *local = remote_local(rig, path);
    report(rig, path, mkdir(local, 0755) == 0 && server_own(rig->server, local));
    free(local);
}

void remote_link(const struct rig *rig, const char *path, const char *target)
{
    char *local = remote_local(rig, path);
    report(rig, path, symlink(target, local) == 0 && server_own(rig->server, local));
    free(local);
}

void remote_time(const struct rig *rig, const char *path, time_t when)
{
    const struct timespec times[2] = {{.tv_sec = when}, {.tv_sec = when}};
    char *local = remote_local(rig, path);
    report(rig, path, utimensat(AT_FDCWD, local, times, 0) == 0);
    free(local);
}

static void set_mode(const struct rig *rig, const char *path, mode_t mode)
{
    char *local = remote_local(rig, path);
    report(rig, path, chown(local, geteuid(), getegid()) == 0 && chmod(local, mode) == 0);
    free(local);
}

void remote_protect(const struct rig *rig, const char *folder)
{
    set_mode(rig, folder, 0555);
}

void remote_unprotect(const struct rig *rig, const char *folder)
{
    char *local = remote_local(rig, folder);
    report(rig, folder, chmod(local, 0755) == 0 && server_own(rig->server, local));
    free(local);
}

void remote_hide(const struct rig *rig, const char *file)
{
    set_mode(rig, file, 0);
}

bool remote_is(const struct rig *rig, const char *path, const void *bytes, size_t size)
{
    size_t found = 0;
    char *local = remote_local(rig, path);
    char *held = file_read(local, &found);
    bool same = held != NULL && found == size && (size == 0 || memcmp(held, bytes, size) == 0);
    free(held);
    free(local);
    return same;
}

bool remote_is_text(const struct rig *rig, const char *path, const char *text)
{
    return remote_is(rig, path, text, strlen(text));
}

bool remote_exists(const struct rig *rig, const char *path)
{
    struct stat status;
    char *local = remote_local(rig, path);
    bool exists = lstat(local, &status) == 0;
    free(local);
    return exists;
}

static int by_bytes(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static int is_named(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

char *remote_names(const struct rig *rig, const char *folder)
{
    char *local = remote_local(rig, folder);
    char *text = NULL;
    size_t size = 0;
    struct dirent **entries = NULL;
    FILE *file = open_memstream(&text, &size);
    int count = scandir(local, &entries, is_named, by_bytes);
    for (int i = 0; i < count; i++) {
        fprintf(file, "%s\n", entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    fclose(file);
    free(local);
    return text;
}

unsigned remote_log_count(const struct rig *rig, const char *text)
{
    unsigned count = 0;
    char *log = file_read(server_log(rig->server), NULL);
    char *rest = log;
    const char *line;
    while (rest != NULL && (line = strsep(&rest, "\n")) != NULL) {
        count += strcasestr(line, text) != NULL;
    }
    free(log);
    return count;
}
