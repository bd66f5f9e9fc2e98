/* SPDX-License-Identifier: Apache-2.0 */
#include "completing.h"

#include <string.h>

#include "json_text.h"
#include "status.h"

static bool is_name(const char *name, const char *word, size_t length)
{
    return strlen(name) == length && memcmp(name, word, length) == 0;
}

enum option_id completing_option(const struct command *command, const char *word, size_t length)
{
    for (size_t i = 0; i < command->options.count; i++) {
        enum option_id id = command->options.ids[i];
        struct option_about about = option_about(id);
        if (length > 2 && word[1] == '-' && is_name(about.name, word + 2, length - 2))
            return id;
        if (length == 2 && about.letter != '\0' && about.letter == word[1])
            return id;
    }
    return OPTION_COUNT;
}

static void take_word(struct completing *completing, char *word)
{
    if (completing->word_count < COMPLETING_MOST_WORDS)
        completing->words[completing->word_count] = word;
    completing->word_count++;
}

static void take_option(struct completing *completing, const char *word)
{
    size_t length = strcspn(word, "=");
    enum option_id id = completing_option(completing->command, word, length);
    if (id == OPTION_COUNT || !option_about(id).argument)
        return;
    completing->option = id;
    completing->expects = word[length] == '\0';
    if (id == OPTION_ACTION && !completing->expects)
        completing->action = word + length + 1;
}

static void take(struct completing *completing, char *word)
{
    if (completing->expects) {
        completing->expects = false;
        if (completing->option == OPTION_ACTION)
            completing->action = word;
    } else if (completing->only_words || word[0] != '-' || word[1] == '\0') {
        take_word(completing, word);
    } else if (strcmp(word, "--") == 0) {
        completing->only_words = true;
    } else {
        take_option(completing, word);
    }
}

struct completing completing_of(
    struct console *console, const struct command *command, char **words, size_t count)
{
    struct completing completing = {.console = console, .command = command};
    for (size_t i = 0; i < count; i++)
        take(&completing, words[i]);
    return completing;
}

void completing_done(struct completing *completing)
{
    if (completing->loaded)
        connector_use_close(&completing->use);
    completing->loaded = false;
}

/* The connector's place on the line; NULL: there is none yet. */
static const char *connector_word(const struct completing *completing)
{
    const struct command *command = completing->command;
    size_t at = command == &command_trust ? 1 : 0;
    if (command == &command_conform || command == &command_connectors ||
        completing->word_count <= at)
        return NULL;
    return completing->words[at];
}

const struct connector_use *completing_connector(struct completing *completing)
{
    const char *word = connector_word(completing);
    if (!completing->loaded && word && !strchr(word, '/'))
        completing->loaded =
            connector_use_open(completing->console, word, &completing->use) == STATUS_DONE;
    return completing->loaded ? &completing->use : NULL;
}

const json_t *completing_action(struct completing *completing)
{
    const struct connector_use *use = completing_connector(completing);
    const char *name = completing->action;
    if (completing->command == &command_run && completing->word_count > 1)
        name = completing->words[1];
    return use && name ? connector_action(completing->console, use, name) : NULL;
}
