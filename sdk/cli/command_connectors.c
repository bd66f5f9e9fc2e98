/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "command.h"
#include "connector_use.h"
#include "json_text.h"
#include "problem.h"
#include "status.h"
#include "table.h"

enum { LONGEST_ABI = 32 };

static const enum option_id taken[] = {OPTION_VERBOSE, OPTION_JSON, OPTION_HELP};

struct listing {
    const struct console *console;
    struct table table;
    size_t count;
};

static void write_json(const struct listing *listing, const hawser_found *found, const char *abi)
{
    json_t *problem = found->problem ? problem_json(found->problem) : json_null();
    console_line(listing->console->out,
        json_pack("{s:{s:o, s:o, s:s, s:o, s:o}}", "connector", "id",
            json_of_text_or_null(found->id), "version", json_of_text_or_null(found->version), "abi",
            abi, "path", json_of_text(found->path), "problem", problem));
}

static int32_t show(void *user, const hawser_found *found)
{
    struct listing *listing = user;
    char abi[LONGEST_ABI] = "";
    if (found->id)
        (void)snprintf(abi, sizeof abi, "%" PRIu32 ".%" PRIu32, found->abi_major, found->abi_minor);
    listing->count++;
    if (listing->console->json) {
        write_json(listing, found, abi);
        return 0;
    }
    const char *cells[] = {found->id ? found->id : "(unusable)", found->version, abi, found->path};
    table_row(&listing->table, cells);
    if (found->problem)
        problem_write(listing->console, "hawser: ", found->problem);
    return 0;
}

static void say_none(const struct console *console, const hawser_host *host)
{
    const char *path = hawser_host_get(host, HAWSER_SETTING_CONNECTOR_PATH);
    (void)fprintf(console->err,
        "no connector was found in %s\n"
        "  hint: HAWSER_CONNECTOR_PATH names the folders, separated by ':'\n",
        path ? path : "the install folder");
}

static int list(struct console *console, hawser_host *host)
{
    hawser_problem *problem = NULL;
    struct listing listing = {.console = console};
    table_init(&listing.table, console);
    table_column(&listing.table, "ID", false);
    table_column(&listing.table, "VERSION", false);
    table_column(&listing.table, "ABI", false);
    table_column(&listing.table, "PATH", false);
    int32_t code = hawser_find(host, show, &listing, &problem);
    table_done(&listing.table);
    if (code != HAWSER_OK)
        return problem_report(console, code, problem);
    if (listing.count == 0)
        say_none(console, host);
    return STATUS_DONE;
}

static int run(struct console *console, const struct options *options)
{
    (void)options;
    hawser_host *host = connector_host(console);
    if (!host)
        return STATUS_FAILED;
    int status = list(console, host);
    hawser_host_free(host);
    return status;
}

const struct command command_connectors = {
    .name = "connectors",
    .summary = "list what is installed, where, and for which ABI",
    .synopsis = "[--json]",
    .text =
        "Looks into the folders of HAWSER_CONNECTOR_PATH and into the install folder. A file that\n"
        "can't be loaded is listed too, with the reason.",
    .example = "  HAWSER_CONNECTOR_PATH=/opt/connectors hawser connectors",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 0,
    .most_words = 0,
    .run = run,
};
