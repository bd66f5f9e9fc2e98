/* SPDX-License-Identifier: Apache-2.0 */
/* Commands for input documents. */
#include "script.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int32_t do_next(struct script *script, const json_t *step)
{
    int32_t code;

    script->input.size = sizeof script->input;
    code = script->documents->next_input(script->host, &script->input);
    script->ended = code == HAWSER_END;
    if (code == HAWSER_OK && json_array_size(step) > 2 &&
        (!script->input.id || strcmp(script->input.id, text_at(step, 2)) != 0))
        return HAWSER_DATA;
    return code;
}

int32_t do_size(struct script *script, const json_t *step)
{
    return script->input.content_size == (uint64_t)number_at(step, 2) ? HAWSER_OK : HAWSER_DATA;
}

int32_t do_can(struct script *script, const json_t *step)
{
    return script->input.capabilities == (uint32_t)number_at(step, 2) ? HAWSER_OK : HAWSER_DATA;
}

int32_t do_property(struct script *script, const json_t *step)
{
    json_t *properties =
        json_loadb(script->input.properties, script->input.properties_length, 0, NULL);
    const char *value = json_string_value(json_object_get(properties, text_at(step, 2)));
    bool same = value && strcmp(value, text_at(step, 3)) == 0;

    json_decref(properties);
    return same ? HAWSER_OK : HAWSER_DATA;
}

int32_t do_all(struct script *script, const json_t *step)
{
    static const size_t piece = 3;
    const char *expected = text_at(step, 2);
    char text[TEXT_MOST];
    size_t length = 0;
    size_t read = 0;
    int32_t code;

    do {
        code = script->documents->doc_read(
            script->host, script->input.document, text + length, piece, &read);
        if (code == HAWSER_OK)
            length += read;
    } while (code == HAWSER_OK && length + piece < sizeof text);
    if (code != HAWSER_END)
        return code;
    return length == strlen(expected) && memcmp(text, expected, length) == 0 ? HAWSER_OK
                                                                             : HAWSER_DATA;
}

int32_t do_some(struct script *script, const json_t *step)
{
    char text[TEXT_MOST];
    size_t length;

    return script->documents->doc_read(
        script->host, script->input.document, text, (size_t)number_at(step, 2), &length);
}

int32_t do_rewind(struct script *script, const json_t *step)
{
    return script->documents->doc_rewind(
        script->host, script->input.document, (uint64_t)number_at(step, 2));
}

int32_t do_file(struct script *script, const json_t *step)
{
    const char *expected = text_at(step, 2);
    char text[TEXT_MOST];
    int32_t descriptor = -1;
    ssize_t length;
    int32_t code =
        script->documents->doc_descriptor(script->host, script->input.document, &descriptor);

    if (code != HAWSER_OK)
        return code;
    length = pread(descriptor, text, sizeof text, 0);
    if (length != (ssize_t)strlen(expected) || memcmp(text, expected, (size_t)length) != 0)
        return HAWSER_DATA;
    script->documents->doc_moved(script->host, script->input.document, (uint64_t)length);
    return HAWSER_OK;
}

int32_t do_close(struct script *script, const json_t *step)
{
    (void)step;
    script->documents->doc_close(script->host, script->input.document);
    return HAWSER_OK;
}
