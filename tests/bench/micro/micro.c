/* SPDX-License-Identifier: Apache-2.0 */
/*
 * micro [--json] [CASE...]     a table, or a line of JSON a case: medians of CPU time
 * micro --list                 the cases whose instructions are recorded
 * micro --fixed CASE           runs one of those once, for callgrind (toggled by micro_measured)
 * micro --environment          what its instructions depend on, beside this code
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "config.h"
#include "micro.h"

#include "allocations.h"

#include <gnu/libc-version.h>
#include <jansson.h>
#include <pcre2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 7, ROUND_NS = 40000000, HASH_SEED = 1 };

static const struct micro_cases *const groups[] = {
    &micro_abi, &micro_schema, &micro_listing, &micro_reply};

struct figures {
    double ns;          /* one operation */
    double allocations; /* one operation */
};

_Noreturn void micro_fail(const char *what)
{
    (void)fprintf(stderr, "micro: %s\n", what);
    exit(99);
}

/* Of the process, so that other work of the machine is not counted. */
static double cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* By this name callgrind finds what it is to count. */
void micro_measured(const struct micro_case *one, void *state, size_t count);
__attribute__((noinline)) void micro_measured(
    const struct micro_case *one, void *state, size_t count)
{
    one->run(state, count);
}

static double time_of(const struct micro_case *one, void *state, size_t count)
{
    double began = cpu_ns();
    micro_measured(one, state, count);
    return cpu_ns() - began;
}

/* So many operations that the clock's own steps and the warm-up don't show. */
static size_t enough(const struct micro_case *one, void *state)
{
    size_t count = one->fixed ? one->fixed : 1;
    while (time_of(one, state, count) < ROUND_NS && count < SIZE_MAX / 4)
        count *= 2;
    return count;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static struct figures measure(const struct micro_case *one)
{
    double rounds[ROUNDS];
    void *state = one->begin();
    size_t count = enough(one, state);
    uint64_t before = allocations_made();
    for (size_t i = 0; i < ROUNDS; i++)
        rounds[i] = time_of(one, state, count) / (double)count;
    uint64_t made = allocations_made() - before;
    one->end(state);
    qsort(rounds, ROUNDS, sizeof rounds[0], by_size);
    return (struct figures){rounds[ROUNDS / 2], (double)made / ROUNDS / (double)count};
}

static void show(const struct micro_case *one, const struct figures *figures, bool json)
{
    double rate = one->bytes ? (double)one->bytes * 1e3 / figures->ns : 0; /* MB a second */
    double allocations = allocations_counted() ? figures->allocations : -1;
    if (json)
        (void)printf("{\"case\":\"%s\",\"unit\":\"%s\",\"ns\":%.1f,\"perSecond\":%.0f,"
                     "\"megabytesPerSecond\":%.1f,\"allocations\":%.2f}\n",
            one->name, one->unit, figures->ns, 1e9 / figures->ns, rate, allocations);
    else
        (void)printf("%-20s %-10s %12.3f %12.0f %10.1f %12.2f\n", one->name, one->unit,
            figures->ns / 1e3, 1e9 / figures->ns, rate, allocations);
    (void)fflush(stdout);
}

static const struct micro_case *find(const char *name)
{
    for (size_t group = 0; group < sizeof groups / sizeof groups[0]; group++) {
        for (size_t i = 0; i < groups[group]->count; i++) {
            if (strcmp(groups[group]->items[i].name, name) == 0)
                return &groups[group]->items[i];
        }
    }
    micro_fail("there is no such case");
}

static void for_all(void (*act)(const struct micro_case *one, bool json), bool json)
{
    for (size_t group = 0; group < sizeof groups / sizeof groups[0]; group++) {
        for (size_t i = 0; i < groups[group]->count; i++)
            act(&groups[group]->items[i], json);
    }
}

static void measure_and_show(const struct micro_case *one, bool json)
{
    struct figures figures = measure(one);
    show(one, &figures, json);
}

static void show_name(const struct micro_case *one, bool json)
{
    (void)json;
    if (one->fixed)
        (void)puts(one->name);
}

/* Once before, for what only the first run does. */
static void run_fixed(const struct micro_case *one)
{
    void *state = one->begin();
    one->run(state, 1);
    micro_measured(one, state, one->fixed);
    one->end(state);
}

static void show_environment(void)
{
    char pcre2[64] = "";
    (void)pcre2_config(PCRE2_CONFIG_VERSION, pcre2);
    (void)printf("cc %s; flags %s; machine %s; glibc %s; jansson %s; pcre2 %s\n", __VERSION__,
        MICRO_FLAGS, MICRO_MACHINE, gnu_get_libc_version(), jansson_version_str(), pcre2);
}

int main(int count, char **words)
{
    const char *first = count > 1 ? words[1] : "";
    bool json = strcmp(first, "--json") == 0;
    int named = json ? 2 : 1;
    /* The same hashes, and so the same work, each time. */
    json_object_seed(HASH_SEED);
    if (strcmp(first, "--environment") == 0) {
        show_environment();
    } else if (strcmp(first, "--list") == 0) {
        for_all(show_name, false);
    } else if (strcmp(first, "--fixed") == 0 && count == 3 && find(words[2])->fixed) {
        run_fixed(find(words[2]));
    } else {
        if (!json)
            (void)printf("%-20s %-10s %12s %12s %10s %12s\n", "case", "operation", "us", "a second",
                "MB/s", "allocations");
        for (int i = named; i < count; i++)
            measure_and_show(find(words[i]), json);
        if (named == count)
            for_all(measure_and_show, json);
    }
    return 0;
}
