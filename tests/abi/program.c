/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program on libhawser, built with the headers of a release, with today's, and with those of a minor version to come, and
 * run with today's library.
 *
 *     program CONNECTOR.so BYTES...      echoes each of BYTES, and prints what came of it
 */
#include <hawser/host.h>
#include <stdio.h>

#include "abi/edge.h"

enum { KEPT = 4096 };

static struct {
    char bytes[KEPT];
    size_t length;
} kept;

static char **to_come; /* the documents that are still to be given */

static void on_finding(void *user, const hawser_finding *finding)
{
    (void)user;
    printf("finding %s%s\n", finding->code, NEXT_IN(finding, hawser_finding) ? " (next)" : "");
}

static void on_log(void *user, uint32_t level, const char *connector, const char *correlation_id,
    const char *line, size_t length)
{
    (void)user;
    (void)level;
    (void)connector;
    printf("log %s %.*s\n", correlation_id == NULL ? "-" : correlation_id, (int)length, line);
}

static void on_stage(void *user, const char *json, size_t length)
{
    (void)user;
    printf("stage %.*s\n", (int)length, json);
}

static int32_t read_source(void *user, void *buffer, size_t capacity, size_t *ret_length)
{
    char **at = user;
    size_t length = strlen(*at);

    if (length == 0)
        return HAWSER_END;
    if (length > capacity)
        length = capacity;
    memcpy(buffer, *at, length);
    *at += length;
    *ret_length = length;
    return HAWSER_OK;
}

/* Fills the library's struct, as far as it reaches. */
static int32_t on_input(void *user, hawser_source *source)
{
    static char *now;

    (void)user;
    if (*to_come == NULL)
        return HAWSER_END;
    now = *to_come++;
    source->user = &now;
    source->content_size = strlen(now);
    source->read = read_source;
#if defined(HAWSER_NEXT)
    if (HAWSER_HAS(source, hawser_source, next_number))
        source->next_text = NEXT_TEXT;
#endif
    return HAWSER_OK;
}

static int32_t sink_open(void *user, const hawser_output_request *request, void **ret_document)
{
    (void)user;
    if (NEXT_IN(request, hawser_output_request))
        printf("request (next)\n");
    kept.length = 0;
    *ret_document = &kept;
    return HAWSER_OK;
}

static int32_t sink_write(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    (void)user;
    (void)document;
    if (length > KEPT - kept.length)
        return HAWSER_HOST;
    memcpy(kept.bytes + kept.length, bytes, length);
    kept.length += length;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t sink_prepare(void *user, void *document, const char *properties, size_t length)
{
    (void)user;
    (void)document;
    printf("output %.*s=%.*s\n", (int)length, properties, (int)kept.length, kept.bytes);
    return HAWSER_OK;
}

static int32_t sink_publish(void *user, void *document)
{
    (void)user;
    (void)document;
    return HAWSER_OK;
}

static void sink_discard(void *user, void *document)
{
    (void)user;
    (void)document;
}

static void on_output(void *user, const hawser_delivered *delivered)
{
    (void)user;
    printf("delivered %d %d%s\n", (int)delivered->document, (int)delivered->length,
        NEXT_IN(delivered, hawser_delivered) ? " (next)" : "");
}

static void on_result(void *user, const hawser_outcome *outcome)
{
    (void)user;
    printf("result %d %d %s%s\n", (int)outcome->input, (int)outcome->status,
        outcome->error == NULL ? "-" : outcome->error->id,
        NEXT_IN(outcome, hawser_outcome) ? " (next)" : "");
}

static int on_found(void *user, const hawser_found *found)
{
    (void)user;
    printf("found %s%s\n", found->id == NULL ? "-" : found->id,
        NEXT_IN(found, hawser_found) ? " (next)" : "");
    return 0;
}

static hawser_control *control_new(void)
{
    hawser_control *control = EDGE_NEW(hawser_control);

    control->cancel_fd = -1;
    control->correlation_id = "abi";
    return control;
}

static int32_t validate(hawser_loaded *loaded, const char *connection)
{
    hawser_config *config = EDGE_NEW(hawser_config);

    config->connection = connection;
    config->connection_length = strlen(connection);
    return hawser_validate(loaded, config, on_finding, NULL, NULL);
}

static int32_t to_sink(hawser_execution *execution)
{
    hawser_sink *sink = EDGE_NEW(hawser_sink);

    sink->open = sink_open;
    sink->write = sink_write;
    sink->prepare = sink_prepare;
    sink->publish = sink_publish;
    sink->discard = sink_discard;
    return hawser_execution_to_sink(execution, sink);
}

static int32_t run(hawser_link *link, hawser_problem **ret_problem)
{
    hawser_summary *summary = EDGE_NEW(hawser_summary);
    hawser_execution *execution =
        hawser_execution_new(link, "echo", NULL, 0, HAWSER_EXECUTE_ORDERED);
    int32_t code = execution == NULL ? HAWSER_NO_MEMORY : to_sink(execution);

    if (code == HAWSER_OK)
        code = hawser_execution_on_input(execution, on_input, NULL);
    if (code == HAWSER_OK) {
        hawser_execution_on_output(execution, on_output, NULL);
        hawser_execution_on_result(execution, on_result, NULL);
        code = hawser_execution_run(execution, control_new(), summary, ret_problem);
        printf("summary %d %d %d\n", (int)summary->inputs, (int)summary->outputs,
            (int)summary->bytes_out);
        if (summary->size != sizeof *summary || summary->elapsed_ns == 0)
            printf("summary broken\n");
        /* The library leaves alone what it does not know of it. */
        (void)NEXT_IN(summary, hawser_summary);
    }
    hawser_execution_free(execution);
    return code;
}

static int32_t use(hawser_host *host, const char *path, hawser_problem **ret_problem)
{
    static const char connection[] = "{\"name\": \"x\"}";
    hawser_loaded *loaded = NULL;
    hawser_link *link = NULL;
    int32_t code = hawser_load(host, path, &loaded, ret_problem);

    if (code == HAWSER_OK)
        code = validate(loaded, connection);
    if (code == HAWSER_OK)
        code = hawser_test(loaded, connection, sizeof connection - 1, NULL, control_new(), on_stage,
            NULL, ret_problem);
    if (code == HAWSER_OK)
        code = hawser_open(
            loaded, connection, sizeof connection - 1, control_new(), &link, ret_problem);
    if (code == HAWSER_OK)
        code = run(link, ret_problem);
    hawser_close(link, control_new());
    hawser_unload(loaded);
    return code;
}

int main(int count, char **words)
{
    hawser_host *host = hawser_host_new();
    hawser_problem *problem = NULL;

    if (count < 2 || host == NULL)
        return 2;
    to_come = words + 2;
    hawser_host_on_log(host, on_log, NULL, HAWSER_LOG_INFO);
    int32_t code = hawser_find(host, on_found, NULL, NULL);
    if (code == HAWSER_OK)
        code = use(host, words[1], &problem);
    if (problem != NULL)
        printf("problem %s: %s%s\n", hawser_problem_error(problem)->id,
            hawser_problem_error(problem)->message,
            NEXT_IN(hawser_problem_error(problem), hawser_error) ? " (next)" : "");
    printf("end %s\n", hawser_code_name(code));
    hawser_problem_free(problem);
    hawser_host_free(host);
    return 0;
}
