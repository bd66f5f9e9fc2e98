/* SPDX-License-Identifier: Apache-2.0 */
#include "candidates.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

enum { DESCRIPTION_COLUMNS = 72 };

/* What a shell would take for something else than a word, or a reader for the end of one. */
static bool is_word(const char *word)
{
    if (word[0] == '\0' || strlen(word) > CANDIDATE_LONGEST)
        return false;
    for (; *word != '\0'; word++) {
        unsigned char byte = (unsigned char)*word;
        if (byte <= ' ' || byte == 0x7f || strchr("\"'`$\\;&|<>()*?[]{}!#~", byte))
            return false;
    }
    return true;
}

static void write_description(FILE *out, const char *description)
{
    char *clean = text_clean(description, strcspn(description, "\n"));
    if (clean)
        (void)text_write_fit(out, clean, DESCRIPTION_COLUMNS);
    free(clean);
}

void candidate_add(struct candidates *candidates, const char *word, const char *description)
{
    if (candidates->count >= CANDIDATES_MOST || !is_word(word) ||
        strncmp(word, candidates->typed, strlen(candidates->typed)) != 0)
        return;
    candidates->count++;
    (void)fputs(word, candidates->out);
    (void)fputc('\t', candidates->out);
    if (description)
        write_description(candidates->out, description);
    (void)fputc('\n', candidates->out);
}

void candidate_add_joined(
    struct candidates *candidates, const char *first, const char *second, const char *description)
{
    char word[CANDIDATE_LONGEST + 1];
    int length = snprintf(word, sizeof word, "%s%s", first, second);
    if (length > 0 && (size_t)length < sizeof word)
        candidate_add(candidates, word, description);
}

void candidates_files(struct candidates *candidates)
{
    (void)fputs(":files\n", candidates->out);
}

void candidates_folders(struct candidates *candidates)
{
    (void)fputs(":folders\n", candidates->out);
}
