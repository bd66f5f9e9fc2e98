/* SPDX-License-Identifier: Apache-2.0 */
#include "trust_fetch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "certificate.h"
#include "configuration.h"
#include "connector_use.h"
#include "json_text.h"
#include "limits.h"
#include "problem.h"
#include "stages.h"
#include "status.h"
#include "text.h"
#include "trust_shown.h"

enum { LONGEST_ANSWER = 16 };

struct choice {
    size_t index;
    const json_t *certificate;
    const char *peer; /* NULL: for every host */
};

/* The default is the last of the chain, the issuer: it outlives the server's own certificate. */
static int choose(const struct console *console, const struct options *options, const json_t *chain,
    struct choice *ret_choice)
{
    const char *text = option_text(options, OPTION_INDEX);
    size_t count = json_array_size(chain);
    size_t index = count - 1;
    if (text) {
        char *end;
        errno = 0;
        unsigned long long number = strtoull(text, &end, 10);
        if (errno != 0 || strspn(text, "0123456789") == 0 || *end != '\0' || number >= count)
            return console_fail(console, STATUS_USAGE, "cli.usage.index", NULL,
                "--index takes a number from 0 to %zu here", count - 1);
        index = (size_t)number;
    }
    *ret_choice = (struct choice){
        .index = index,
        .certificate = json_array_get(chain, index),
        .peer = option_text(options, OPTION_FOR),
    };
    return STATUS_DONE;
}

static void show_chain(const struct console *console, const json_t *chain)
{
    size_t i;
    json_t *certificate;
    json_array_foreach(chain, i, certificate)
    {
        if (console->json)
            console_line(
                console->out, json_pack("{s:i, s:O}", "index", (int)i, "certificate", certificate));
        else
            certificate_write(console, console->out, i, certificate);
    }
}

static void ask(const struct console *console, const struct choice *choice)
{
    char *peer = choice->peer ? text_clean(choice->peer, strlen(choice->peer)) : NULL;
    (void)fflush(console->out);
    (void)fprintf(console->err,
        "Nothing proves that this is the server's: compare the fingerprint with what its operator "
        "says.\n"
        "Deploy [%zu], to be trusted for %s? [y/N] ",
        choice->index, peer ? peer : "every host");
    (void)fflush(console->err);
    free(peer);
}

/* Only a y or yes is one. */
static bool answered_yes(void)
{
    char answer[LONGEST_ANSWER];
    if (!fgets(answer, sizeof answer, stdin))
        return false;
    answer[strcspn(answer, "\r\n")] = '\0';
    return strcmp(answer, "y") == 0 || strcmp(answer, "Y") == 0 || strcmp(answer, "yes") == 0;
}

static bool may_deploy(
    const struct console *console, const struct options *options, const struct choice *choice)
{
    if (option_given(options, OPTION_YES))
        return true;
    if (isatty(STDIN_FILENO) && console->err_terminal && !console->json) {
        ask(console, choice);
        return answered_yes();
    }
    (void)fprintf(console->err,
        "nothing was deployed. After comparing the fingerprint, add --yes to deploy [%zu],\n"
        "or --index N --yes for another, and --for HOST to trust it for one host alone\n",
        choice->index);
    return false;
}

static int deploy(
    struct console *console, const struct connector_use *use, const struct choice *choice)
{
    hawser_problem *problem = NULL;
    const char *pem = json_member_text(choice->certificate, "pem");
    if (!pem)
        return console_fail(console, STATUS_FAILED, "cli.trust.pem", NULL,
            "the connector gave no PEM text of the certificate");
    int32_t code = hawser_trust_add(
        use->host, pem, strlen(pem), choice->peer, trust_shown_added, console, &problem);
    return code == HAWSER_OK ? STATUS_DONE : problem_report(console, code, problem);
}

/* A test that failed for want of trust is what brought us here. */
static int offer(struct console *console, const struct options *options,
    const struct connector_use *use, const json_t *chain)
{
    struct choice choice = {0};
    int status = choose(console, options, chain, &choice);
    if (status != STATUS_DONE)
        return status;
    show_chain(console, chain);
    return may_deploy(console, options, &choice) ? deploy(console, use, &choice) : STATUS_DONE;
}

/* A connector that does not know the option goes on, which does no harm. */
#define UNTIL_TLS "{\"until\":\"tls\"}"

static int fetch(struct console *console, const struct options *options,
    const struct connector_use *use, const struct configuration *configuration)
{
    struct limits limits;
    struct stages stages = {.console = console, .quiet = true};
    hawser_problem *problem = NULL;
    int status = configuration_validate(console, use, configuration, false, false, console->err);
    if (status == STATUS_DONE)
        status = limits_begin(&limits, console, options);
    if (status != STATUS_DONE)
        return status;
    int32_t code =
        hawser_test(use->loaded, configuration->connection.bytes, configuration->connection.length,
            UNTIL_TLS, &limits.control, stages_show, &stages, &problem);
    limits_end(&limits);
    if (stages.chain && code != HAWSER_CANCELLED) {
        hawser_problem_free(problem);
        status = offer(console, options, use, stages.chain);
    } else if (code != HAWSER_OK) {
        status = problem_report(console, code, problem);
    } else {
        status = console_fail(console, STATUS_FAILED, "cli.trust.no-chain",
            "does this connection use encryption at all?", "the server showed no certificate");
    }
    json_decref(stages.chain);
    json_decref(stages.profile);
    return status;
}

int trust_fetch(struct console *console, const struct options *options, const char *connector)
{
    struct connector_use use;
    struct configuration configuration;
    int status = connector_use_open(console, connector, &use);
    if (status != STATUS_DONE)
        return status;
    status = configuration_read(console, options, &use, NULL, &configuration);
    if (status == STATUS_DONE) {
        status = fetch(console, options, &use, &configuration);
        configuration_done(&configuration);
    }
    connector_use_close(&use);
    return status;
}
