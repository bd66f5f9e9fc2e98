/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "input.h"

#include <stdlib.h>
#include <string.h>

#include "document_properties.h"

struct input *input_new(enum input_kind kind)
{
    struct input *input = calloc(1, sizeof *input);

    if (!input)
        return NULL;
    input->kind = kind;
    input->descriptor = -1;
    return input;
}

void input_end_source(struct input *input)
{
    void (*end)(void *user) = input->source.close;

    input->source.close = NULL;
    if (input->kind == INPUT_SOURCE && end)
        end(input->source.user);
}

void input_free(struct input *input)
{
    if (!input)
        return;
    input_end_source(input);
    hawser_problem_free(input->host_error);
    hawser_problem_free(input->unusable);
    free(input->id);
    free(input->properties);
    free(input->identity);
    free(input->path);
    free(input);
}

int32_t input_describe(struct input *input, const char *id, const char *properties)
{
    int32_t code;

    if (input->path)
        code = document_properties_of_file(properties, input->path, &input->properties);
    else
        code = document_properties_copy(
            properties, properties ? strlen(properties) : 0, &input->properties, NULL);
    if (code != HAWSER_OK || !id)
        return code;
    input->id = strdup(id);
    return input->id ? HAWSER_OK : HAWSER_NO_MEMORY;
}

int32_t input_identify(struct input *input, const char *identity)
{
    if (!identity || strnlen(identity, INPUT_IDENTITY_MAX + 1) > INPUT_IDENTITY_MAX)
        return HAWSER_OK;
    input->identity = strdup(identity);
    return input->identity ? HAWSER_OK : HAWSER_NO_MEMORY;
}
