/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "contents.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TEXT_MOST 4096

void contents_put(const struct scratch *scratch, const char *name, const char *text)
{
    char path[SCRATCH_PATH_SIZE];

    unlink(scratch_path(scratch, name, path));
    scratch_write(scratch, name, text, strlen(text), 0644);
}

bool contents_are(const struct scratch *scratch, const char *name, const char *text)
{
    char path[SCRATCH_PATH_SIZE];
    char found[TEXT_MOST];
    int file = open(scratch_path(scratch, name, path), O_RDONLY | O_NOFOLLOW);
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

bool contents_find(const struct scratch *scratch, const char *suffix, char name[CONTENTS_NAME_SIZE])
{
    DIR *stream = opendir(scratch->path);
    const struct dirent *entry;
    bool found = false;

    while (stream && !found && (entry = readdir(stream)) != NULL) {
        found = ends_in(entry->d_name, suffix);
        if (found)
            snprintf(name, CONTENTS_NAME_SIZE, "%s", entry->d_name);
    }
    if (stream)
        closedir(stream);
    return found;
}
