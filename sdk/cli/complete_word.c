/* SPDX-License-Identifier: Apache-2.0 */
#include "complete_word.h"

#include <string.h>

#include "complete_option.h"
#include "json_text.h"

void complete_commands(struct candidates *candidates)
{
    for (const struct command *const *command = program_commands; *command; command++)
        candidate_add(candidates, (*command)->name, (*command)->summary);
    candidate_add(candidates, "help", "say more of a command");
    candidate_add(candidates, "--help", "list the commands");
    candidate_add(candidates, "--version", "say the version");
}

static int32_t offer_connector(void *user, const hawser_found *found)
{
    if (found->id)
        candidate_add(user, found->id, found->version);
    return 0;
}

static void complete_connectors(struct completing *completing, struct candidates *candidates)
{
    hawser_host *host = connector_host(completing->console);
    if (host)
        (void)hawser_find(host, offer_connector, candidates, NULL);
    hawser_host_free(host);
    if (strchr(candidates->typed, '/'))
        candidates_files(candidates);
}

static int32_t offer_trusted(void *user, const hawser_trusted *trusted)
{
    candidate_add(user, trusted->name, trusted->subject);
    return 0;
}

static void complete_trusted(struct completing *completing, struct candidates *candidates)
{
    hawser_host *host = connector_host(completing->console);
    if (host)
        (void)hawser_trust_list(host, offer_trusted, candidates, NULL);
    hawser_host_free(host);
}

static void complete_trust(struct completing *completing, struct candidates *candidates)
{
    const char *verb = completing->words[0];
    if (completing->word_count == 0) {
        candidate_add(candidates, "list", "what was deployed");
        candidate_add(candidates, "add", "deploy the certificates of a file");
        candidate_add(candidates, "remove", "no longer trust one");
        candidate_add(candidates, "fetch", "show what a server presents, and deploy it");
    } else if (completing->word_count == 1 && strcmp(verb, "add") == 0) {
        candidates_files(candidates);
    } else if (completing->word_count == 1 && strcmp(verb, "remove") == 0) {
        complete_trusted(completing, candidates);
    } else if (completing->word_count == 1 && strcmp(verb, "fetch") == 0) {
        complete_connectors(completing, candidates);
    }
}

/* Only files are known here; what ids there are, the server knows. */
static void complete_input(struct completing *completing, struct candidates *candidates)
{
    const char *kind = json_member_text(completing_action(completing), "inputKind");
    if (kind && strcmp(kind, "content") == 0)
        candidates_files(candidates);
}

void complete_word(struct completing *completing, struct candidates *candidates)
{
    const struct command *command = completing->command;
    if (command == &command_trust)
        complete_trust(completing, candidates);
    else if (completing->word_count >= command->most_words)
        return;
    else if (command == &command_conform)
        candidates_files(candidates);
    else if (completing->word_count == 0)
        complete_connectors(completing, candidates);
    else if (command == &command_browse && completing->word_count == 1)
        complete_field_names(completing, candidates);
    else if (command == &command_run && completing->word_count == 1)
        complete_actions(completing, candidates);
    else if (command == &command_run)
        complete_input(completing, candidates);
}
