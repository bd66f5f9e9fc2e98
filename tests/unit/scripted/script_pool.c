/* SPDX-License-Identifier: Apache-2.0 */
/* The command that copies documents on many threads. */
#include "script.h"

#include <pthread.h>

#define THREADS_MOST 16

struct worker {
    struct script script; /* of its own */
    int32_t code;
};

static int32_t copy_bytes(struct script *script)
{
    char text[7];
    size_t length = 0;
    int32_t code;

    do {
        code = script->documents->doc_read(
            script->host, script->input.document, text, sizeof text, &length);
        if (code == HAWSER_OK)
            code = write_pieces(script, script->outputs[0], text, length, length);
    } while (code == HAWSER_OK);
    return code == HAWSER_END ? HAWSER_OK : code;
}

static int32_t copy_input(struct script *script)
{
    const hawser_output_request request = {.size = sizeof request,
        .input = script->input.index,
        .properties = script->input.properties,
        .properties_length = script->input.properties_length,
        .content_size = script->input.content_size};
    const hawser_result result = {.size = sizeof result, .input = script->input.index};
    const hawser_documents *documents = script->documents;
    uint32_t capabilities;
    int32_t code = documents->out_open(script->host, &request, &script->outputs[0], &capabilities);

    if (code == HAWSER_OK)
        code = copy_bytes(script);
    if (code == HAWSER_OK)
        code = documents->out_prepare(
            script->host, script->outputs[0], request.properties, request.properties_length);
    if (code == HAWSER_OK)
        code = documents->out_publish(script->host, script->outputs[0]);
    script->call->progress(script->host, script->input.index, 1, 1);
    documents->doc_close(script->host, script->input.document);
    return code == HAWSER_OK ? documents->result(script->host, &result) : code;
}

static void *work(void *user)
{
    struct worker *worker = user;
    struct script *script = &worker->script;

    do {
        script->input = (hawser_input){.size = sizeof script->input};
        worker->code = script->documents->next_input(script->host, &script->input);
        if (worker->code == HAWSER_OK)
            worker->code = copy_input(script);
    } while (worker->code == HAWSER_OK);
    return NULL;
}

int32_t do_pool(struct script *script, const json_t *step)
{
    struct worker workers[THREADS_MOST];
    pthread_t threads[THREADS_MOST];
    size_t count = (size_t)number_at(step, 2) % (THREADS_MOST + 1);
    int32_t code = HAWSER_OK;
    size_t i;

    for (i = 0; i < count; i++) {
        workers[i].script = *script;
        if (pthread_create(&threads[i], NULL, work, &workers[i]))
            return HAWSER_INTERNAL;
    }
    for (i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
        if (workers[i].code != HAWSER_END)
            code = workers[i].code;
    }
    return code;
}
