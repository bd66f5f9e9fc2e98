/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "secrets.h"

#include "secret_source.h"
#include "problem.h"

#include <stdlib.h>
#include <string.h>

struct secret {
    struct secret *next;
    char *pointer;
    char *reference; /* NULL: a literal */
    struct vault vault;
};

struct secrets {
    struct secret *first;
};

struct secrets *secrets_new(void)
{
    return calloc(1, sizeof(struct secrets));
}

static void secret_free(struct secret *secret)
{
    vault_done(&secret->vault);
    free(secret->reference);
    free(secret->pointer);
    free(secret);
}

void secrets_free(struct secrets *secrets)
{
    if (secrets == NULL)
        return;
    while (secrets->first != NULL) {
        struct secret *secret = secrets->first;
        secrets->first = secret->next;
        secret_free(secret);
    }
    free(secrets);
}

static struct secret *append(struct secrets *secrets, const char *pointer)
{
    struct secret *secret = calloc(1, sizeof *secret);
    if (secret == NULL)
        return NULL;
    secret->pointer = strdup(pointer);
    if (secret->pointer == NULL) {
        free(secret);
        return NULL;
    }
    struct secret **end = &secrets->first;
    while (*end != NULL)
        end = &(*end)->next;
    *end = secret;
    return secret;
}

int32_t secrets_add_literal(
    struct secrets *secrets, const char *pointer, const char *text, size_t length)
{
    if (length > SECRET_MAX)
        return HAWSER_RESOURCE;
    struct secret *secret = append(secrets, pointer);
    if (secret == NULL || vault_init(&secret->vault, length) != 0)
        return HAWSER_NO_MEMORY;
    memcpy(secret->vault.bytes, text, length);
    secret->vault.length = length;
    return HAWSER_OK;
}

int32_t secrets_add_reference(struct secrets *secrets, const char *pointer, const char *reference)
{
    struct secret *secret = append(secrets, pointer);
    if (secret == NULL)
        return HAWSER_NO_MEMORY;
    secret->reference = strdup(reference);
    return secret->reference == NULL ? HAWSER_NO_MEMORY : HAWSER_OK;
}

int32_t secrets_read(struct secrets *secrets, hawser_problem **ret_problem)
{
    for (struct secret *at = secrets->first; at != NULL; at = at->next) {
        if (at->reference == NULL)
            continue;
        vault_done(&at->vault);
        int32_t code = secret_source_read(at->reference, at->pointer, &at->vault, ret_problem);
        if (code != HAWSER_OK)
            return code;
    }
    return HAWSER_OK;
}

static bool is_blank(const struct secret *secret)
{
    return secret->vault.length == 0;
}

void secrets_each_blank(
    const struct secrets *secrets, void (*each)(void *user, const char *pointer), void *user)
{
    for (const struct secret *at = secrets->first; at != NULL; at = at->next)
        if (is_blank(at))
            each(user, at->pointer);
}

static const struct secret *find(const struct secrets *secrets, const char *pointer)
{
    for (const struct secret *at = secrets == NULL ? NULL : secrets->first; at != NULL;
         at = at->next)
        if (strcmp(at->pointer, pointer) == 0)
            return at;
    return NULL;
}

int32_t secrets_get(const struct secrets *secrets, const char *pointer, char *buffer,
    size_t capacity, size_t *ret_length)
{
    const struct secret *secret = find(secrets, pointer);

    if (secret == NULL || is_blank(secret))
        return HAWSER_NOT_FOUND;
    *ret_length = secret->vault.length;
    if (capacity < secret->vault.length)
        return HAWSER_RESOURCE;
    memcpy(buffer, secret->vault.bytes, secret->vault.length);
    return HAWSER_OK;
}
