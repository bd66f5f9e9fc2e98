/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/job.h"

#include <stdlib.h>
#include <string.h>

static char *copy(const char *text)
{
    return text != NULL ? strdup(text) : NULL;
}

static struct job_error copy_error(const hawser_error *error)
{
    if (error == NULL) {
        return (struct job_error){.code = HAWSER_OK};
    }
    return (struct job_error){
        .code = error->code,
        .retry = error->retry,
        .native = error->native,
        .id = copy(error->id),
        .message = copy(error->message),
        .hint = copy(error->hint),
        .transcript = copy(error->transcript),
    };
}

static void error_done(struct job_error *error)
{
    free(error->id);
    free(error->message);
    free(error->hint);
    free(error->transcript);
}

/* --- What comes ------------------------------------------------------------------------------- */

static void keep_output(void *user, const hawser_delivered *delivered)
{
    struct outcome *outcome = user;
    if (outcome->output_count == JOB_OUTPUTS_MAX) {
        return;
    }
    struct job_output *output = &outcome->outputs[outcome->output_count++];
    *output = (struct job_output){
        .properties = json_loads(delivered->properties, 0, NULL),
        .file = copy(delivered->file),
        .length = delivered->length,
        .input = delivered->input,
        .record = delivered->record != 0,
        .error = copy_error(delivered->error),
    };
    if (delivered->bytes != NULL) {
        output->size = (size_t)delivered->length;
        output->bytes = malloc(output->size + 1);
        memcpy(output->bytes, delivered->bytes, output->size);
        output->bytes[output->size] = '\0';
    }
    if (output->record && output->bytes != NULL) {
        output->json = json_loadb(output->bytes, output->size, 0, NULL);
    }
}

static void keep_result(void *user, const hawser_outcome *came)
{
    struct outcome *outcome = user;
    if (outcome->result_count == JOB_RESULTS_MAX) {
        return;
    }
    outcome->results[outcome->result_count++] = (struct job_result){
        .input = came->input,
        .status = came->status,
        .detail = came->detail != NULL ? json_loads(came->detail, 0, NULL) : NULL,
        .error = copy_error(came->error),
    };
}

/* --- What goes -------------------------------------------------------------------------------- */

static void put(json_t *object, const char *name, const char *value)
{
    if (value != NULL) {
        json_object_set_new(object, name, json_string(value));
    }
}

static char *properties_of(const struct document *document)
{
    json_t *object = json_object();
    put(object, "fileName", document->file_name);
    put(object, "fileNameBytes", document->file_name_bytes);
    put(object, "remoteDirectory", document->remote_directory);
    put(object, "stagingDirectory", document->staging_directory);
    put(object, "temporaryExtension", document->temporary_extension);
    put(object, "timestampUtc", document->timestamp_utc);
    char *text = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    return text;
}

static int32_t add(hawser_execution *execution, const struct document *document)
{
    static const char nothing[1] = "";
    char *properties = properties_of(document);
    int32_t code;
    if (document->file != NULL) {
        code = hawser_execution_add_file(execution, document->file, properties);
    } else if (document->id != NULL) {
        code = hawser_execution_add_id(execution, document->id, properties);
    } else {
        code = hawser_execution_add_memory(execution,
            document->bytes != NULL ? document->bytes : nothing, document->size, properties);
    }
    free(properties);
    return code;
}

static int32_t send_outputs(
    hawser_execution *execution, const struct job *job, hawser_problem **problem)
{
    if (job->folder != NULL) {
        return hawser_execution_to_directory(execution, job->folder, 0, problem);
    }
    return job->sink != NULL ? hawser_execution_to_sink(execution, job->sink) : HAWSER_OK;
}

static int32_t prepare(hawser_execution *execution, const struct job *job, struct outcome *outcome,
    hawser_problem **problem)
{
    int32_t code = execution != NULL ? send_outputs(execution, job, problem) : HAWSER_NO_MEMORY;
    for (size_t i = 0; code == HAWSER_OK && i < job->count; i++) {
        code = add(execution, &job->documents[i]);
    }
    if (code == HAWSER_OK && job->next != NULL) {
        code = hawser_execution_on_input(execution, job->next, job->next_user);
    }
    if (code == HAWSER_OK) {
        hawser_execution_on_output(execution, keep_output, outcome);
        hawser_execution_on_result(execution, keep_result, outcome);
        hawser_execution_on_progress(execution, job->progress, job->progress_user);
    }
    return code;
}

struct outcome *job_run(struct rig *rig, const struct job *job)
{
    struct outcome *outcome = calloc(1, sizeof *outcome);
    hawser_problem *problem = NULL;
    const char *operation = job->operation != NULL ? job->operation : "{}";
    hawser_control control = {
        .size = sizeof control,
        .cancel_fd = job->cancel_fd > 0 ? job->cancel_fd : -1,
        .deadline_ns = job->deadline_ns,
    };
    outcome->summary.size = sizeof outcome->summary;
    hawser_execution *execution =
        hawser_execution_new(rig->link, job->action, operation, strlen(operation), job->flags);
    outcome->code = prepare(execution, job, outcome, &problem);
    if (outcome->code == HAWSER_OK) {
        outcome->code = hawser_execution_run(execution, &control, &outcome->summary, &problem);
    }
    if (problem != NULL) {
        outcome->problem = copy_error(hawser_problem_error(problem));
    }
    hawser_problem_free(problem);
    hawser_execution_free(execution);
    return outcome;
}

void outcome_free(struct outcome *outcome)
{
    for (size_t i = 0; i < outcome->output_count; i++) {
        struct job_output *output = &outcome->outputs[i];
        json_decref(output->properties);
        json_decref(output->json);
        free(output->file);
        free(output->bytes);
        error_done(&output->error);
    }
    for (size_t i = 0; i < outcome->result_count; i++) {
        json_decref(outcome->results[i].detail);
        error_done(&outcome->results[i].error);
    }
    error_done(&outcome->problem);
    free(outcome);
}

/* --- Shorthands ------------------------------------------------------------------------------- */

struct outcome *job_one(
    struct rig *rig, const char *action, const char *operation, const struct document *document)
{
    struct job job = {.action = action, .operation = operation, .documents = document, .count = 1};
    return job_run(rig, &job);
}

struct outcome *job_none(struct rig *rig, const char *action, const char *operation)
{
    struct job job = {.action = action, .operation = operation};
    return job_run(rig, &job);
}

struct outcome *job_create(
    struct rig *rig, const char *operation, const char *name, const void *bytes, size_t size)
{
    struct document document = {.file_name = name, .bytes = bytes, .size = size};
    return job_one(rig, "create", operation, &document);
}

static const char *string_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

const char *output_property(const struct job_output *output, const char *name)
{
    return output != NULL ? string_of(output->properties, name) : "";
}

const char *output_member(const struct job_output *output, const char *name)
{
    return output != NULL ? string_of(output->json, name) : "";
}

const struct job_output *output_named(const struct outcome *outcome, const char *name)
{
    for (size_t i = 0; i < outcome->output_count; i++) {
        const struct job_output *output = &outcome->outputs[i];
        if (strcmp(output_property(output, "fileName"), name) == 0 ||
            strcmp(output_member(output, "fileName"), name) == 0) {
            return output;
        }
    }
    return NULL;
}
