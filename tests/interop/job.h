/* SPDX-License-Identifier: Apache-2.0 */
/* One execution, and all that came of it. */
#ifndef INTEROP_JOB_H
#define INTEROP_JOB_H

#include "interop/rig.h"

#include <jansson.h>

/* An input document. What is NULL is left out. */
struct document {
    const char *id;
    const char *file_name;
    const char *file_name_bytes; /* base64 */
    const char *remote_directory;
    const char *staging_directory;
    const char *temporary_extension;
    const char *timestamp_utc;
    const void *bytes; /* for create; NULL with `file` or no bytes at all */
    size_t size;
    const char *file; /* for create: the bytes of a file on this side */
};

struct job {
    const char *action;
    const char *operation; /* JSON; NULL: "{}" */
    const struct document *documents;
    size_t count;
    int32_t (*next)(
        void *user, hawser_source *source); /* more inputs, after the documents; may be NULL */
    void *next_user;
    const char *folder;      /* output documents become files of it; NULL: kept in memory */
    const hawser_sink *sink; /* or go there */
    int32_t cancel_fd;       /* 0: none */
    uint32_t flags;          /* HAWSER_EXECUTE_* */
    uint64_t deadline_ns;    /* 0: none */
    void (*progress)(void *user, uint64_t input, uint64_t done, uint64_t total); /* may be NULL */
    void *progress_user;
};

struct job_error {
    int32_t code; /* HAWSER_OK: no error */
    uint32_t retry;
    int32_t native;
    char *id;
    char *message;
    char *hint;
    char *transcript;
};

struct job_output {
    json_t *properties;
    json_t *json; /* what a record holds */
    char *file;
    char *bytes;
    size_t size;
    uint64_t length;
    uint64_t input;
    bool record;
    struct job_error error;
};

struct job_result {
    uint64_t input;
    uint32_t status;
    json_t *detail;
    struct job_error error;
};

enum { JOB_OUTPUTS_MAX = 256, JOB_RESULTS_MAX = 256 };

struct outcome {
    int32_t code;
    struct job_error problem;
    hawser_summary summary;
    struct job_output outputs[JOB_OUTPUTS_MAX];
    size_t output_count;
    struct job_result results[JOB_RESULTS_MAX];
    size_t result_count;
};

/* Over the rig's link, which rig_open opened. Free with outcome_free. Never NULL. */
struct outcome *job_run(struct rig *rig, const struct job *job);
void outcome_free(struct outcome *outcome);

/* One document, in memory. */
struct outcome *job_one(
    struct rig *rig, const char *action, const char *operation, const struct document *document);
/* An action without inputs. */
struct outcome *job_none(struct rig *rig, const char *action, const char *operation);
/* Creates a file of these bytes. */
struct outcome *job_create(
    struct rig *rig, const char *operation, const char *name, const void *bytes, size_t size);

/* A string member of an output's properties, or of its record; "" if there is none. */
const char *output_property(const struct job_output *output, const char *name);
const char *output_member(const struct job_output *output, const char *name);
/* The output whose fileName (in the properties, or the record) is this; NULL: none. */
const struct job_output *output_named(const struct outcome *outcome, const char *name);

#endif
