/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void folder_make(struct folder *folder)
{
    const char *where = getenv("TMPDIR");

    snprintf(folder->path, sizeof folder->path, "%s/hawser-test-XXXXXX", where ? where : "/tmp");
    if (!mkdtemp(folder->path))
        abort();
}

static void remove_entries(const char *path, int depth)
{
    DIR *stream = opendir(path);
    const struct dirent *entry;
    char inner[FOLDER_PATH_SIZE];

    while (stream && (entry = readdir(stream)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (unlink(inner) == 0 || depth == 0)
            continue;
        remove_entries(inner, depth - 1);
        rmdir(inner);
    }
    if (stream)
        closedir(stream);
}

void folder_remove(struct folder *folder)
{
    remove_entries(folder->path, 1);
    rmdir(folder->path);
}

const char *folder_file(const struct folder *folder, const char *name, char path[FOLDER_PATH_SIZE])
{
    snprintf(path, FOLDER_PATH_SIZE, "%s/%s", folder->path, name);
    return path;
}

void folder_put(const struct folder *folder, const char *name, const char *text)
{
    char path[FOLDER_PATH_SIZE];
    int file = open(folder_file(folder, name, path), O_WRONLY | O_CREAT | O_TRUNC, 0666);

    if (file < 0 || write(file, text, strlen(text)) != (ssize_t)strlen(text))
        abort();
    close(file);
}

bool folder_holds(const struct folder *folder, const char *name, const char *text)
{
    char path[FOLDER_PATH_SIZE];
    char found[4096];
    int file = open(folder_file(folder, name, path), O_RDONLY | O_NOFOLLOW);
    ssize_t length;

    if (file < 0)
        return false;
    length = read(file, found, sizeof found);
    close(file);
    return length == (ssize_t)strlen(text) && memcmp(found, text, (size_t)length) == 0;
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t tail = strlen(suffix);

    return length >= tail && strcmp(name + length - tail, suffix) == 0;
}

size_t folder_count(const struct folder *folder)
{
    DIR *stream = opendir(folder->path);
    size_t count = 0;

    while (stream && readdir(stream))
        count++;
    if (stream)
        closedir(stream);
    return count - 2; /* "." and ".." */
}

bool folder_find(const struct folder *folder, const char *suffix, char name[256])
{
    DIR *stream = opendir(folder->path);
    const struct dirent *entry;
    bool found = false;

    while (stream && !found && (entry = readdir(stream)) != NULL) {
        found = ends_in(entry->d_name, suffix) && strcmp(entry->d_name, ".") != 0 &&
                strcmp(entry->d_name, "..") != 0;
        if (found)
            snprintf(name, 256, "%s", entry->d_name);
    }
    if (stream)
        closedir(stream);
    return found;
}
