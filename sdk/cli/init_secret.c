/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "init_secret.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "new_file.h"
#include "status.h"

enum { LONGEST_VARIABLE = 128, LONGEST_REASON = 128 };

json_t *init_secret_variable(const char *name)
{
    char source[LONGEST_VARIABLE] = "env:HAWSER_";
    size_t length = strlen(source);
    for (; *name != '\0' && length + 3 < sizeof source; name++) {
        unsigned char byte = (unsigned char)*name;
        if (isupper(byte))
            source[length++] = '_';
        source[length++] = (char)toupper(byte);
    }
    source[length] = '\0';
    return json_pack("{s:s}", "$secret", source);
}

json_t *init_secret_file(const char *path)
{
    return json_pack("{s:s+}", "$secret", "file:", path);
}

bool init_secrets_add(struct init_secrets *secrets, const char *path, json_t *value, bool replace)
{
    char *copy = secrets->count < INIT_SECRETS_MOST ? strdup(path) : NULL;
    if (!copy)
        return false;
    secrets->items[secrets->count++] =
        (struct init_secret){.path = copy, .value = json_incref(value), .replace = replace};
    return true;
}

int init_secrets_write(struct init_secrets *secrets, const struct console *console)
{
    char reason[LONGEST_REASON];
    for (size_t i = 0; i < secrets->count; i++) {
        struct init_secret *secret = &secrets->items[i];
        int error = new_file_write(secret->path, json_string_value(secret->value),
            json_string_length(secret->value), secret->replace, NULL);
        secret->written = error == 0;
        if (error == 0)
            continue;
        init_secrets_withdraw(secrets);
        return console_fail(console, STATUS_USAGE, "cli.file", NULL, "%s can't be written: %s",
            secret->path, strerror_r(error, reason, sizeof reason));
    }
    return STATUS_DONE;
}

void init_secrets_withdraw(struct init_secrets *secrets)
{
    for (size_t i = 0; i < secrets->count; i++) {
        struct init_secret *secret = &secrets->items[i];
        if (secret->written && !secret->replace)
            (void)unlink(secret->path);
        secret->written = false;
    }
}

void init_secrets_done(struct init_secrets *secrets)
{
    for (size_t i = 0; i < secrets->count; i++) {
        free(secrets->items[i].path);
        json_decref(secrets->items[i].value);
    }
    secrets->count = 0;
}
