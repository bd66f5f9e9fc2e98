/* SPDX-License-Identifier: Apache-2.0 */
/* Commands for results, and for what goes wrong. */
#include "script.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

int32_t do_result(struct script *script, const json_t *step)
{
    hawser_error error = script_error((int32_t)number_at(step, 3));
    const hawser_result result = {.size = sizeof result,
        .input = json_array_size(step) > 4 ? (uint64_t)number_at(step, 4) : script->input.index,
        .status = (uint32_t)number_at(step, 2),
        .error = error.code ? &error : NULL,
        .detail = "{\"by\": \"script\"}",
        .detail_length = strlen("{\"by\": \"script\"}")};

    return script->documents->result(script->host, &result);
}

int32_t do_progress(struct script *script, const json_t *step)
{
    script->call->progress(script->host, script->input.index, (uint64_t)number_at(step, 2),
        (uint64_t)number_at(step, 3));
    return HAWSER_OK;
}

/* Handles that an address, a small number and chance would make. */
int32_t do_junk(struct script *script, const json_t *step)
{
    const uintptr_t junk[] = {0, 1, 32, (uintptr_t)script, UINTPTR_MAX, UINTPTR_MAX << 4};
    const hawser_documents *documents = script->documents;
    char byte = 0;
    size_t length;
    int32_t descriptor;
    size_t i;

    (void)step;
    for (i = 0; i < sizeof junk / sizeof junk[0]; i++) {
        hawser_document *document = (hawser_document *)junk[i];
        hawser_output *output = (hawser_output *)junk[i];

        if (documents->doc_read(script->host, document, &byte, 1, &length) != HAWSER_BAD_ARGUMENT ||
            documents->doc_rewind(script->host, document, 0) != HAWSER_BAD_ARGUMENT ||
            documents->doc_descriptor(script->host, document, &descriptor) != HAWSER_BAD_ARGUMENT ||
            documents->out_write(script->host, output, &byte, 1, &length) != HAWSER_BAD_ARGUMENT ||
            documents->out_read(script->host, output, 0, &byte, 1, &length) !=
                HAWSER_BAD_ARGUMENT ||
            documents->out_descriptor(script->host, output, &descriptor) != HAWSER_BAD_ARGUMENT ||
            documents->out_truncate(script->host, output, 0) != HAWSER_BAD_ARGUMENT ||
            documents->out_prepare(script->host, output, "{}", 2) != HAWSER_BAD_ARGUMENT ||
            documents->out_publish(script->host, output) != HAWSER_BAD_ARGUMENT)
            return HAWSER_INTERNAL;
        documents->doc_close(script->host, document);
        documents->doc_moved(script->host, document, 1);
        documents->out_discard(script->host, output);
        documents->out_moved(script->host, output, 1);
    }
    return HAWSER_BAD_ARGUMENT;
}

int32_t do_cancelled(struct script *script, const json_t *step)
{
    struct pollfd polled = {.fd = script->call->cancel_fd, .events = POLLIN};

    (void)step;
    return poll(&polled, 1, -1) == 1 ? HAWSER_CANCELLED : HAWSER_INTERNAL;
}

int32_t do_die(struct script *script, const json_t *step)
{
    (void)script;
    (void)step;
    kill(getpid(), SIGKILL);
    return HAWSER_INTERNAL;
}
