/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/server_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Takes the word over. */
static void append(struct command *command, char *word)
{
    if (word == NULL || command->count == COMMAND_WORDS_MAX) {
        free(word);
        command->failed = true;
        return;
    }
    command->words[command->count++] = word;
}

void command_add(struct command *command, const char *word)
{
    append(command, strdup(word));
}

void command_add_format(struct command *command, const char *format, ...)
{
    va_list arguments;
    char *word = NULL;
    va_start(arguments, format);
    int size = vasprintf(&word, format, arguments);
    va_end(arguments);
    append(command, size < 0 ? NULL : word);
}

void command_add_words(struct command *command, const char *text)
{
    while (text != NULL && *(text += strspn(text, " ")) != '\0') {
        size_t size = strcspn(text, " ");
        append(command, strndup(text, size));
        text += size;
    }
}

void command_done(struct command *command)
{
    for (size_t i = 0; i < command->count; i++) {
        free(command->words[i]);
    }
    *command = (struct command){.count = 0};
}
