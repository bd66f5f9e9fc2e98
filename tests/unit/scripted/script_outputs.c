/* SPDX-License-Identifier: Apache-2.0 */
/* Commands for output documents. */
#include "script.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static hawser_output **slot_of(struct script *script, const json_t *step)
{
    return &script->outputs[(size_t)number_at(step, 2) % SLOTS];
}

int32_t do_open(struct script *script, const json_t *step)
{
    char *properties = json_dumps(json_array_get(step, 3), JSON_ENCODE_ANY);
    const hawser_output_request request = {.size = sizeof request,
        .input = script->input.index,
        .properties = properties,
        .properties_length = properties ? strlen(properties) : 0,
        .content_size = HAWSER_SIZE_UNKNOWN,
        .flags = (uint32_t)number_at(step, 4)};
    uint32_t capabilities = 0;
    int32_t code =
        script->documents->out_open(script->host, &request, slot_of(script, step), &capabilities);

    free(properties);
    return code;
}

int32_t write_pieces(
    struct script *script, hawser_output *output, const char *text, size_t length, size_t piece)
{
    while (length > 0) {
        size_t written = 0;
        int32_t code = script->documents->out_write(
            script->host, output, text, piece < length ? piece : length, &written);

        if (code != HAWSER_OK)
            return code;
        if (written == 0 || written > length)
            return HAWSER_INTERNAL;
        text += written;
        length -= written;
    }
    return HAWSER_OK;
}

int32_t do_write(struct script *script, const json_t *step)
{
    const char *text = text_at(step, 3);

    return write_pieces(script, *slot_of(script, step), text, strlen(text), SIZE_MAX);
}

int32_t do_bytewise(struct script *script, const json_t *step)
{
    const char *text = text_at(step, 3);

    return write_pieces(script, *slot_of(script, step), text, strlen(text), 1);
}

int32_t do_fill(struct script *script, const json_t *step)
{
    size_t left = (size_t)number_at(step, 3);
    char text[TEXT_MOST];
    int32_t code = HAWSER_OK;

    memset(text, 'x', sizeof text);
    while (code == HAWSER_OK && left > 0) {
        size_t length = left < sizeof text ? left : sizeof text;

        code = write_pieces(script, *slot_of(script, step), text, length, length);
        left -= length;
    }
    return code;
}

int32_t do_place(struct script *script, const json_t *step)
{
    hawser_output *output = *slot_of(script, step);
    const char *text = text_at(step, 3);
    int32_t descriptor = -1;
    int32_t code = script->documents->out_descriptor(script->host, output, &descriptor);

    if (code != HAWSER_OK)
        return code;
    if (pwrite(descriptor, text, strlen(text), 0) != (ssize_t)strlen(text))
        return HAWSER_INTERNAL;
    script->documents->out_moved(script->host, output, strlen(text));
    return HAWSER_OK;
}

int32_t do_back(struct script *script, const json_t *step)
{
    const char *expected = text_at(step, 4);
    char text[TEXT_MOST];
    size_t length = 0;
    int32_t code = script->documents->out_read(script->host, *slot_of(script, step),
        (uint64_t)number_at(step, 3), text, sizeof text, &length);

    if (code != HAWSER_OK)
        return code;
    return length == strlen(expected) && memcmp(text, expected, length) == 0 ? HAWSER_OK
                                                                             : HAWSER_DATA;
}

int32_t do_cut(struct script *script, const json_t *step)
{
    return script->documents->out_truncate(
        script->host, *slot_of(script, step), (uint64_t)number_at(step, 3));
}

int32_t do_prepare(struct script *script, const json_t *step)
{
    char *properties = json_dumps(json_array_get(step, 3), JSON_ENCODE_ANY);
    int32_t code = script->documents->out_prepare(script->host, *slot_of(script, step),
        properties ? properties : "", properties ? strlen(properties) : 0);

    free(properties);
    return code;
}

int32_t do_publish(struct script *script, const json_t *step)
{
    return script->documents->out_publish(script->host, *slot_of(script, step));
}

int32_t do_discard(struct script *script, const json_t *step)
{
    script->documents->out_discard(script->host, *slot_of(script, step));
    return HAWSER_OK;
}

int32_t do_fail(struct script *script, const json_t *step)
{
    char *properties = json_dumps(json_array_get(step, 2), JSON_ENCODE_ANY);
    hawser_error error = script_error((int32_t)number_at(step, 3));
    int32_t code = script->documents->out_fail(script->host, script->input.index,
        properties ? properties : "", properties ? strlen(properties) : 0, &error);

    free(properties);
    return code;
}
