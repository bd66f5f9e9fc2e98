/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/host.h"

#include "ftp/actions/crew.h"
#include "ftp/emit/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool ftp_host_failed(int32_t code, const char *what, struct ftp_error *error)
{
    switch (code) {
    case HAWSER_CANCELLED:
        return ftp_error_set(error, FTP_FAULT_CANCELLED, "%s: cancelled", what);
    case HAWSER_TIMEOUT:
        return ftp_error_set(error, FTP_FAULT_DEADLINE, "%s: the deadline has passed", what);
    case HAWSER_NO_MEMORY:
        return ftp_error_set(error, FTP_FAULT_MEMORY, "%s: the host has no memory", what);
    case HAWSER_BAD_CONFIG:
        return ftp_error_set(
            error, FTP_FAULT_SINK_REFUSED, "%s: the host does not take this name", what);
    case HAWSER_EXISTS:
        return ftp_error_set(error, FTP_FAULT_SINK_REFUSED,
            "%s: the host has a document of this name and may not replace it", what);
    case HAWSER_UNSUPPORTED:
        return ftp_error_set(error, FTP_FAULT_SINK_NOT_DURABLE,
            "%s: the host's output can't be made durable, so the source may not be deleted", what);
    default:
        return ftp_error_set(error, FTP_FAULT_HOST, "%s: the host failed", what);
    }
}

static bool no_memory(struct ftp_error *error)
{
    return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a document's properties");
}

static bool failed(
    const struct ftp_output *output, int32_t code, const char *doing, struct ftp_error *error)
{
    char what[320];
    snprintf(what, sizeof what, "%s %.250s", doing, output->name);
    return ftp_host_failed(code, what, error);
}

/* The same with properties that stay the caller's. */
static bool open_with(struct ftp_output *output, const char *properties, uint64_t size,
    uint32_t flags, struct ftp_error *error)
{
    struct ftp_run *run = output->run;
    hawser_output_request request = {
        .size = sizeof request,
        .input = output->input,
        .properties = properties,
        .properties_length = strlen(properties),
        .content_size = size,
        .flags = flags,
    };
    int32_t code =
        run->documents->out_open(run->call->host, &request, &output->handle, &output->capabilities);
    if (code == HAWSER_OK)
        return true;
    output->handle = NULL;
    return failed(output, code, "opening the document for", error);
}

bool ftp_output_open(struct ftp_output *output, struct ftp_run *run, uint64_t input,
    const char *name, char *properties, uint64_t size, uint32_t flags, struct ftp_error *error)
{
    *output = (struct ftp_output){.run = run, .name = name, .input = input};
    if (!properties)
        return no_memory(error);
    bool opened = open_with(output, properties, size, flags, error);
    free(properties);
    return opened;
}

bool ftp_output_write(
    struct ftp_output *output, const char *bytes, size_t length, struct ftp_error *error)
{
    struct ftp_run *run = output->run;
    while (length) {
        size_t written = 0;
        int32_t code =
            run->documents->out_write(run->call->host, output->handle, bytes, length, &written);
        if (code != HAWSER_OK)
            return failed(output, code, "writing", error);
        if (written == 0 || written > length)
            return failed(output, HAWSER_HOST, "writing", error);
        bytes += written;
        length -= written;
    }
    return true;
}

/* One that can only be written in order may make its writer wait, which is for the host to do. */
bool ftp_output_descriptor(const struct ftp_output *output, int *ret_descriptor)
{
    struct ftp_run *run = output->run;
    int32_t descriptor = -1;
    if (!(output->capabilities & HAWSER_OUTPUT_DESCRIPTOR) ||
        run->documents->out_descriptor(run->call->host, output->handle, &descriptor) != HAWSER_OK ||
        descriptor < 0 || lseek(descriptor, 0, SEEK_CUR) < 0)
        return false;
    *ret_descriptor = descriptor;
    return true;
}

void ftp_output_moved(const struct ftp_output *output, uint64_t length)
{
    output->run->documents->out_moved(output->run->call->host, output->handle, length);
}

bool ftp_output_read(
    struct ftp_output *output, uint64_t offset, char *bytes, size_t length, struct ftp_error *error)
{
    struct ftp_run *run = output->run;
    while (length) {
        size_t got = 0;
        int32_t code =
            run->documents->out_read(run->call->host, output->handle, offset, bytes, length, &got);
        if (code != HAWSER_OK || got == 0 || got > length)
            return failed(output, code == HAWSER_OK ? HAWSER_HOST : code, "reading back", error);
        offset += got;
        bytes += got;
        length -= got;
    }
    return true;
}

bool ftp_output_truncate(struct ftp_output *output, uint64_t offset, struct ftp_error *error)
{
    struct ftp_run *run = output->run;
    int32_t code = run->documents->out_truncate(run->call->host, output->handle, offset);
    return code == HAWSER_OK || failed(output, code, "cutting", error);
}

static bool prepare_with(struct ftp_output *output, const char *properties, struct ftp_error *error)
{
    struct ftp_run *run = output->run;
    int32_t code = run->documents->out_prepare(
        run->call->host, output->handle, properties, strlen(properties));
    return code == HAWSER_OK || failed(output, code, "making safe", error);
}

bool ftp_output_prepare(struct ftp_output *output, char *properties, struct ftp_error *error)
{
    if (!properties)
        return no_memory(error);
    bool prepared = prepare_with(output, properties, error);
    free(properties);
    return prepared;
}

bool ftp_output_publish(struct ftp_output *output, struct ftp_error *error)
{
    hawser_output *handle = output->handle;
    ftp_crew_turn(output->run);
    output->handle = NULL;
    int32_t code = output->run->documents->out_publish(output->run->call->host, handle);
    return code == HAWSER_OK || failed(output, code, "delivering", error);
}

void ftp_output_discard(struct ftp_output *output)
{
    if (output->handle)
        output->run->documents->out_discard(output->run->call->host, output->handle);
    output->handle = NULL;
}

bool ftp_output_record(
    struct ftp_run *run, uint64_t input, const char *name, char *json, struct ftp_error *error)
{
    struct ftp_output output = {.run = run, .name = name, .input = input};
    if (!json)
        return no_memory(error);
    size_t length = strlen(json);
    bool done = open_with(&output, "{}", length, HAWSER_OUTPUT_RECORD, error) &&
                ftp_output_write(&output, json, length, error) &&
                prepare_with(&output, "{}", error) && ftp_output_publish(&output, error);
    ftp_output_discard(&output);
    free(json);
    return done;
}

bool ftp_output_failed(struct ftp_run *run, uint64_t input, char *properties,
    const struct ftp_error *failure, struct ftp_error *error)
{
    if (!properties)
        return no_memory(error);
    hawser_error exported = ftp_error_export(failure, NULL);
    int32_t code =
        run->documents->out_fail(run->call->host, input, properties, strlen(properties), &exported);
    free(properties);
    return code == HAWSER_OK || ftp_host_failed(code, "reporting a failed file", error);
}
