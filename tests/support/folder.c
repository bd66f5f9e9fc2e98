/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each level holds a descriptor open. */
enum { FOLDER_DEPTH_MAX = 200 };

static bool complain(const char *path)
{
    int error = errno;
    fprintf(stderr, "%s: error %d (%s)\n", path, error, strerrorname_np(error));
    return false;
}

char *folder_new(const char *label)
{
    const char *base = getenv("TMPDIR");
    char *path = NULL;
    if (asprintf(&path, "%s/hawser-%s-XXXXXX", base != NULL && *base != '\0' ? base : "/tmp",
            label) < 0) {
        return NULL;
    }
    if (mkdtemp(path) == NULL || chmod(path, 0755) != 0) {
        complain(path);
        free(path);
        return NULL;
    }
    return path;
}

void folder_free(char *path)
{
    if (path != NULL) {
        folder_remove(path);
        free(path);
    }
}

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static bool remove_at(int parent, const char *name, int depth);

static bool remove_entries(DIR *folder, int depth)
{
    bool gone = true;
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) {
        if (!is_dots(entry->d_name)) {
            gone = remove_at(dirfd(folder), entry->d_name, depth) && gone;
        }
    }
    return gone;
}

static bool empty_at(int parent, const char *name, int depth)
{
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) {
        return complain(name);
    }
    /* A test may have taken away its own right to change the folder. */
    (void)fchmod(descriptor, 0700);
    DIR *folder = fdopendir(descriptor);
    if (folder == NULL) {
        close(descriptor);
        return complain(name);
    }
    bool gone = remove_entries(folder, depth);
    closedir(folder);
    return gone;
}

static bool remove_at(int parent, const char *name, int depth)
{
    struct stat status;
    if (depth > FOLDER_DEPTH_MAX) {
        errno = ELOOP;
        return complain(name);
    }
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return errno == ENOENT || complain(name);
    }
    bool is_folder = S_ISDIR(status.st_mode);
    if (is_folder && !empty_at(parent, name, depth + 1)) {
        return false;
    }
    return unlinkat(parent, name, is_folder ? AT_REMOVEDIR : 0) == 0 || complain(name);
}

bool folder_remove(const char *path)
{
    return remove_at(AT_FDCWD, path, 0);
}

static long count_at(int parent, const char *name, int depth)
{
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = descriptor < 0 ? NULL : fdopendir(descriptor);
    if (folder == NULL || depth > FOLDER_DEPTH_MAX) {
        complain(name);
        return -1;
    }
    long count = 0;
    struct dirent *entry;
    while (count >= 0 && (entry = readdir(folder)) != NULL) {
        struct stat status;
        if (is_dots(entry->d_name) ||
            fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
            continue;
        }
        if (S_ISDIR(status.st_mode)) {
            long below = count_at(dirfd(folder), entry->d_name, depth + 1);
            count = below < 0 ? -1 : count + below;
        } else if (S_ISREG(status.st_mode)) {
            count++;
        }
    }
    closedir(folder);
    return count;
}

long folder_count(const char *path)
{
    return count_at(AT_FDCWD, path, 0);
}

char *folder_path(const char *folder, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s/%s", folder, name) < 0 ? NULL : path;
}
