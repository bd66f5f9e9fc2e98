/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every target on its seeds and on variations of them: what `make check` runs of the fuzzing.
 *
 *     replay                  all targets
 *     replay TARGET FILE...   one target on these files, as they are
 *
 * All run in a child, so that its parent can tell which bytes it failed on, and leave them in
 * PROGRAM.case.
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS, alphasort */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "fuzz/variation.h"

enum { VARIATIONS = 300, PATH_SIZE = 1024 };

/* What the child is at; shared with its parent. */
struct replay {
    const struct fuzz_target *target;
    char seed[2 * PATH_SIZE];
    unsigned variation; /* 0: the seed itself */
    struct fuzz_case tried;
};

static bool read_case(const char *path, struct fuzz_case *ret_case)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    ret_case->length = fread(ret_case->data, 1, sizeof ret_case->data, file);
    bool whole = !ferror(file) && fgetc(file) == EOF;
    fclose(file);
    return whole;
}

static void run(const struct fuzz_target *target, const struct fuzz_case *tried)
{
    char *data = fuzz_copy(tried->data, tried->length);
    target->run(data, tried->length);
    free(data);
}

static bool replay_seed(struct replay *replay)
{
    struct fuzz_case seed;
    if (!read_case(replay->seed, &seed)) {
        fprintf(stderr, "%s: can't be read, or has more than %d bytes\n", replay->seed, CASE_MAX);
        return false;
    }
    unsigned most = replay->target->variations ? replay->target->variations : VARIATIONS;
    for (replay->variation = 0; replay->variation <= most; replay->variation++) {
        replay->tried = seed;
        if (replay->variation)
            fuzz_vary(&replay->tried, replay->variation);
        run(replay->target, &replay->tried);
    }
    return true;
}

static int is_seed(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool replay_target(struct replay *replay, const char *seeds)
{
    char folder[PATH_SIZE];
    struct dirent **entries = NULL;
    snprintf(folder, sizeof folder, "%s/%s", seeds, replay->target->name);
    int count = scandir(folder, &entries, is_seed, alphasort);
    bool done = count > 0;
    printf("%s: %d seeds\n", folder, count > 0 ? count : 0);
    for (int i = 0; i < count; i++) {
        snprintf(replay->seed, sizeof replay->seed, "%s/%s", folder, entries[i]->d_name);
        done = done && replay_seed(replay);
        free(entries[i]);
    }
    free(entries);
    return done;
}

static int replay_all(struct replay *replay)
{
    const char *seeds = getenv("FUZZ_SEEDS");
    bool done = true;
    for (replay->target = fuzz_targets; done && replay->target->name; replay->target++)
        done = replay_target(replay, seeds ? seeds : DEFAULT_SEEDS);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int replay_files(const char *name, char **paths, int count)
{
    struct fuzz_case tried;
    const struct fuzz_target *target = fuzz_targets;
    while (target->name && strcmp(target->name, name) != 0)
        target++;
    if (!target->name) {
        fprintf(stderr, "%s: no such target\n", name);
        return EXIT_FAILURE;
    }
    for (int i = 0; i < count; i++) {
        if (!read_case(paths[i], &tried)) {
            fprintf(stderr, "%s: can't be read\n", paths[i]);
            return EXIT_FAILURE;
        }
        run(target, &tried);
    }
    return EXIT_SUCCESS;
}

static void tell(const struct replay *replay, const char *program)
{
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s.case", program);
    FILE *file = fopen(path, "wb");
    if (file) {
        fwrite(replay->tried.data, 1, replay->tried.length, file);
        fclose(file);
    }
    fprintf(stderr, "%s, variation %u of %s: failed. To try it again: %s %s %s\n",
        replay->target->name, replay->variation, replay->seed, program, replay->target->name, path);
}

static int replay_in_child(struct replay *replay, const char *program)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0)
        exit(replay_all(replay));
    if (child < 0 || waitpid(child, &status, 0) != child)
        return EXIT_FAILURE;
    if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS)
        return EXIT_SUCCESS;
    if (WIFSIGNALED(status) || *replay->seed)
        tell(replay, program);
    return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return replay_files(argv[1], argv + 2, argc - 2);
    struct replay *replay =
        mmap(NULL, sizeof *replay, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return replay == MAP_FAILED ? EXIT_FAILURE : replay_in_child(replay, argv[0]);
}
