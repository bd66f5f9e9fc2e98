/* SPDX-License-Identifier: Apache-2.0 */
#include "command.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "allocation.h"
#include "child.h"
#include "listing.h"
#include "report.h"
#include "status.h"
#include "suggest.h"

static const enum option_id taken[] = {
    OPTION_FIXTURE,
    OPTION_ONLY,
    OPTION_SEED,
    OPTION_TAP,
    OPTION_JSON,
    OPTION_HELP,
};

enum { LARGEST_SEED = 1000000000 };

/* What was asked for on the command line. */
struct request {
    struct child_request child;
    const struct conform_test *only; /* NULL: all */
    enum listing_form form;
};

static int read_seed(const struct console *console, const struct options *options, uint64_t *ret)
{
    struct timespec now;
    const char *text = option_text(options, OPTION_SEED);
    char *end;
    if (!text) {
        (void)clock_gettime(CLOCK_REALTIME, &now);
        *ret = (uint64_t)now.tv_nsec % LARGEST_SEED;
        return STATUS_DONE;
    }
    unsigned long long seed = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || seed > LARGEST_SEED)
        return console_fail(console, STATUS_USAGE, "cli.usage.seed", NULL,
            "--seed takes a number up to %d", LARGEST_SEED);
    *ret = seed;
    return STATUS_DONE;
}

static int read_only(const struct console *console, const struct options *options,
    const struct conform_test **ret_test)
{
    char hint[SUGGEST_LONGEST * 2];
    const char *name = option_text(options, OPTION_ONLY);
    *ret_test = name ? conform_test_find(name) : NULL;
    if (!name || *ret_test)
        return STATUS_DONE;
    struct suggestion suggestion = suggestion_for(name);
    for (size_t i = 0; i < conform_test_count; i++)
        suggestion_offer(&suggestion, conform_tests[i].name);
    return console_fail(console, STATUS_USAGE, "cli.usage.only",
        suggestion_hint(
            &suggestion, "--only ", hint, sizeof hint, "hawser-conform(1) lists the tests"),
        "there is no test \"%s\"", name);
}

static int read_request(
    const struct console *console, const struct options *options, struct request *ret_request)
{
    struct request request = {.child.fixture = option_text(options, OPTION_FIXTURE)};
    int status = read_seed(console, options, &request.child.seed);
    if (status == STATUS_DONE)
        status = read_only(console, options, &request.only);
    if (status != STATUS_DONE)
        return status;
    if (option_given(options, OPTION_TAP) && console->json)
        return console_fail(
            console, STATUS_USAGE, "cli.usage.form", NULL, "--tap and --json exclude each other");
    if (request.child.fixture && strcmp(request.child.fixture, "-") == 0)
        return console_fail(console, STATUS_USAGE, "cli.usage.fixture",
            "write it to a file first: each test reads it", "--fixture takes no standard input");
    if (console->json)
        request.form = LISTING_JSON;
    else
        request.form = option_given(options, OPTION_TAP) ? LISTING_TAP : LISTING_TABLE;
    *ret_request = request;
    return STATUS_DONE;
}

/* In a process of its own: one test, whose verdict goes where the parent reads it. */
static int run_here(const struct console *console, const struct request *request)
{
    struct fixture fixture = {0};
    struct verdict verdict = {VERDICT_SUCCESS, ""};
    struct conform conform = {.path = request->child.path, .seed = request->child.seed};
    report_to(report_descriptor());
    (void)allocation_can_fail();
    if (request->child.fixture) {
        int status = fixture_read(console, request->child.fixture, &fixture);
        if (status != STATUS_DONE)
            return status;
        conform.fixture = &fixture;
    }
    request->only->run(&conform, &verdict);
    report_limit_off();
    report_end(&verdict);
}

static int run_all(const struct console *console, const struct request *request)
{
    struct listing listing;
    listing_begin(&listing, console, request->form, request->only ? 1 : conform_test_count);
    for (size_t i = 0; i < conform_test_count; i++) {
        struct verdict verdict;
        uint64_t ms;
        if (request->only && request->only != &conform_tests[i])
            continue;
        child_run(&request->child, &conform_tests[i], &verdict, &ms);
        listing_add(&listing, &conform_tests[i], &verdict, ms);
    }
    return listing_end(&listing, request->child.seed) ? STATUS_DONE : STATUS_FAILED;
}

/* A fixture that can't be read is said once, before any test. */
static int check_fixture(const struct console *console, const struct request *request)
{
    struct fixture fixture = {0};
    if (!request->child.fixture)
        return STATUS_DONE;
    int status = fixture_read(console, request->child.fixture, &fixture);
    if (status == STATUS_DONE)
        fixture_done(&fixture);
    return status;
}

static int run(struct console *console, const struct options *options)
{
    struct request request;
    int status = read_request(console, options, &request);
    if (status != STATUS_DONE)
        return status;
    char *path = realpath(options->words[0], NULL);
    if (!path)
        return console_fail(console, STATUS_USAGE, "cli.conform.file",
            "give the path of the shared object", "there is no file %s", options->words[0]);
    request.child.path = path;
    if (report_descriptor() >= 0 && request.only)
        return run_here(console, &request);
    status = check_fixture(console, &request);
    if (status == STATUS_DONE)
        status = run_all(console, &request);
    free(path);
    return status;
}

const struct command command_conform = {
    .name = "conform",
    .summary = "try a connector by the rules of the interface",
    .synopsis = "PLUGIN.so [--fixture FILE] [--only TEST] [--seed N] [--tap|--json]",
    .text =
        "Runs each test of the conformance suite in a process of its own. Without a fixture, a\n"
        "configuration that works, what executes is skipped. Status 4: a test failed or crashed.",
    .example = "  hawser conform ./mine.so\n"
               "  hawser conform ./mine.so --fixture mine.json --only cancel --seed 7",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
