/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "amounts.h"
#include "command.h"
#include "connector_use.h"
#include "input_file.h"
#include "problem.h"
#include "status.h"
#include "suggest.h"
#include "table.h"
#include "text.h"
#include "trust_fetch.h"
#include "trust_shown.h"

enum { LONGEST_HINT = 128 };

static const enum option_id taken[] = {
    OPTION_FOR,
    OPTION_CONNECTION,
    OPTION_SET_CONNECTION,
    OPTION_INDEX,
    OPTION_YES,
    OPTION_TIMEOUT,
    OPTION_VERBOSE,
    OPTION_JSON,
    OPTION_HELP,
};

struct listing {
    const struct console *console;
    struct table table;
    size_t count;
};

static int32_t show(void *user, const hawser_trusted *trusted)
{
    struct listing *listing = user;
    char until[AMOUNT_CAPACITY];
    listing->count++;
    if (listing->console->json) {
        console_line(
            listing->console->out, json_pack("{s:o}", "certificate", trust_shown_json(trusted)));
        return 0;
    }
    const char *cells[] = {trusted->name, trusted->subject, amount_date(trusted->not_after, until),
        trusted->peer ? trusted->peer : "every host", trusted->authority ? "authority" : "server",
        trusted->fingerprint};
    table_row(&listing->table, cells);
    return 0;
}

static int list(struct console *console, hawser_host *host)
{
    hawser_problem *problem = NULL;
    struct listing listing = {.console = console};
    static const char *const titles[] = {"NAME", "SUBJECT", "UNTIL", "FOR", "KIND", "SHA-256"};
    table_init(&listing.table, console);
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
        table_column(&listing.table, titles[i], false);
    int32_t code = hawser_trust_list(host, show, &listing, &problem);
    table_done(&listing.table);
    if (code != HAWSER_OK)
        return problem_report(console, code, problem);
    if (listing.count == 0 && !console->json)
        (void)fprintf(console->err, "nothing was deployed in %s\n",
            hawser_host_get(host, HAWSER_SETTING_TRUST_DIR));
    return STATUS_DONE;
}

static int add(struct console *console, hawser_host *host, const struct options *options)
{
    struct secret_text text;
    hawser_problem *problem = NULL;
    int status = input_file_read(console, "the certificate", options->words[1], &text);
    if (status != STATUS_DONE)
        return status;
    int32_t code = hawser_trust_add(host, text.bytes, text.length, option_text(options, OPTION_FOR),
        trust_shown_added, console, &problem);
    secret_text_done(&text);
    if (code == HAWSER_OK)
        return STATUS_DONE;
    const char *file = options->words[1];
    return problem_report_of(
        console, strcmp(file, "-") == 0 ? "standard input" : file, code, problem);
}

static int take_away(struct console *console, hawser_host *host, const char *name)
{
    hawser_problem *problem = NULL;
    int32_t code = hawser_trust_remove(host, name, &problem);
    if (code == HAWSER_NOT_FOUND) {
        (void)problem_report(console, code, problem);
        return STATUS_USAGE;
    }
    if (code != HAWSER_OK)
        return problem_report(console, code, problem);
    if (console->json)
        console_line(console->out, json_pack("{s:s}", "removed", name));
    else {
        (void)fputs("removed ", console->out);
        text_write_lines(console->out, name, "  ");
    }
    return STATUS_DONE;
}

static int refuse(const struct console *console, const char *word)
{
    static const char *const words[] = {"list", "add", "remove", "fetch"};
    char hint[LONGEST_HINT];
    struct suggestion suggestion = suggestion_for(word);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        suggestion_offer(&suggestion, words[i]);
    return console_fail(console, STATUS_USAGE, "cli.usage.trust",
        suggestion_hint(&suggestion, "hawser trust ", hint, sizeof hint,
            "it is one of list, add FILE, remove NAME, fetch CONNECTOR"),
        "hawser trust can't do \"%s\"", word);
}

static int with_host(struct console *console, const struct options *options)
{
    const char *word = options->words[0];
    hawser_host *host = connector_host(console);
    int status = STATUS_FAILED;
    if (!host)
        return status;
    if (strcmp(word, "list") == 0)
        status = list(console, host);
    else if (strcmp(word, "add") == 0)
        status = add(console, host, options);
    else
        status = take_away(console, host, options->words[1]);
    hawser_host_free(host);
    return status;
}

static int run(struct console *console, const struct options *options)
{
    const char *word = options->words[0];
    bool is_list = strcmp(word, "list") == 0;
    if (!is_list && strcmp(word, "add") != 0 && strcmp(word, "remove") != 0 &&
        strcmp(word, "fetch") != 0)
        return refuse(console, word);
    if (options->word_count != (is_list ? 1u : 2u))
        return console_fail(console, STATUS_USAGE, "cli.usage.words",
            "hawser trust --help shows the forms", "hawser trust %s takes %s", word,
            is_list ? "nothing more" : "exactly one word more");
    if (strcmp(word, "fetch") == 0)
        return trust_fetch(console, options, options->words[1]);
    return with_host(console, options);
}

const struct command command_trust = {
    .name = "trust",
    .summary = "list, deploy and remove the certificates that are trusted",
    .synopsis = "list [--json]\n"
                "add FILE [--for HOST]\n"
                "remove NAME\n"
                "fetch CONNECTOR --connection FILE [--index N] [--for HOST] [--yes]",
    .text =
        "Trust belongs to this machine and is shared by all connections: the system's bundle, and\n"
        "what was deployed in HAWSER_TRUST_DIR. A certificate is used from the next connection "
        "on.\n"
        "add takes PEM or DER, - being standard input. fetch shows what a server presents and\n"
        "deploys the last of its chain, or --index N, once you said yes; without a terminal and\n"
        "without --yes it only shows.",
    .example = "  hawser trust fetch ftp --connection conn.json --for ftp.example.com\n"
               "  hawser trust add partner-ca.pem --for ftp.example.com",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 1,
    .most_words = 2,
    .run = run,
};
