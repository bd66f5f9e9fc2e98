/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "unit/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void require(int condition, const char *what)
{
    if (condition)
        return;
    perror(what);
    exit(EXIT_FAILURE);
}

void scratch_init(struct scratch *scratch)
{
    const char *parent = getenv("TMPDIR");

    snprintf(scratch->path, sizeof scratch->path, "%s/hawser-test-XXXXXX",
        parent == NULL ? "/tmp" : parent);
    require(mkdtemp(scratch->path) != NULL, "mkdtemp");
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    return remove(path);
}

void scratch_done(struct scratch *scratch)
{
    nftw(scratch->path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

const char *scratch_path(
    const struct scratch *scratch, const char *name, char buffer[SCRATCH_PATH_SIZE])
{
    snprintf(buffer, SCRATCH_PATH_SIZE, "%s/%s", scratch->path, name);
    return buffer;
}

void scratch_write(
    const struct scratch *scratch, const char *name, const void *bytes, size_t length, mode_t mode)
{
    char path[SCRATCH_PATH_SIZE];
    FILE *file = fopen(scratch_path(scratch, name, path), "wb");

    require(file != NULL, path);
    require(fwrite(bytes, 1, length, file) == length && fclose(file) == 0, path);
    require(chmod(path, mode) == 0, path);
}

void scratch_copy(const struct scratch *scratch, const char *name, const char *from, mode_t mode)
{
    FILE *file = fopen(from, "rb");
    char *bytes = NULL;
    size_t length = 0;

    require(file != NULL, from);
    FILE *memory = open_memstream(&bytes, &length);
    require(memory != NULL, from);
    for (int byte = fgetc(file); byte != EOF; byte = fgetc(file))
        fputc(byte, memory);
    require(fclose(memory) == 0 && fclose(file) == 0, from);
    scratch_write(scratch, name, bytes, length, mode);
    free(bytes);
}

static size_t count_below(const char *path)
{
    char command[SCRATCH_PATH_SIZE + 32];
    char line[SCRATCH_PATH_SIZE];
    size_t count = 0;

    snprintf(command, sizeof command, "find '%s' -mindepth 1", path);
    FILE *pipe = popen(command, "r");
    require(pipe != NULL, "find");
    while (fgets(line, sizeof line, pipe) != NULL)
        count++;
    pclose(pipe);
    return count;
}

size_t scratch_count(const struct scratch *scratch)
{
    return count_below(scratch->path);
}
