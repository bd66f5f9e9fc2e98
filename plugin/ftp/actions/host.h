/* SPDX-License-Identifier: Apache-2.0 */
/* The host's documents as the actions use them: errors of ours instead of codes, whole writes, JSON
 * records. */
#ifndef HAWSER_FTP_ACTIONS_HOST_H
#define HAWSER_FTP_ACTIONS_HOST_H

#include "ftp/actions/run.h"

/* An error for a code that a host callback returned; `what` is a phrase such as "writing a.csv".
 * Returns false. */
bool ftp_host_failed(int32_t code, const char *what, struct ftp_error *error);

/* An output document that is being written. */
struct ftp_output {
    struct ftp_run *run;
    hawser_output *handle; /* NULL: not open */
    const char *name;      /* for messages; borrowed */
    uint64_t input;
    uint32_t capabilities; /* HAWSER_OUTPUT_* */
};

/* `properties` is consumed (freed); NULL stands for a lack of memory. `size` may be
 * HAWSER_SIZE_UNKNOWN. */
bool ftp_output_open(struct ftp_output *output, struct ftp_run *run, uint64_t input,
    const char *name, char *properties, uint64_t size, uint32_t flags, struct ftp_error *error);
bool ftp_output_write(
    struct ftp_output *output, const char *bytes, size_t length, struct ftp_error *error);
/* A descriptor to write to at explicit offsets; false: there is none. What was written there is told by _moved. */
bool ftp_output_descriptor(const struct ftp_output *output, int *ret_descriptor);
void ftp_output_moved(const struct ftp_output *output, uint64_t length);
/* Reads back exactly `length` bytes of a READABLE document. */
bool ftp_output_read(struct ftp_output *output, uint64_t offset, char *bytes, size_t length,
    struct ftp_error *error);
/* Cuts a REWINDABLE document: the next write goes to `offset`. */
bool ftp_output_truncate(struct ftp_output *output, uint64_t offset, struct ftp_error *error);
/* `properties` is consumed. */
bool ftp_output_prepare(struct ftp_output *output, char *properties, struct ftp_error *error);
bool ftp_output_publish(struct ftp_output *output, struct ftp_error *error);
/* Nothing where it is not open. */
void ftp_output_discard(struct ftp_output *output);

/* A whole record in JSON; `json` is consumed. */
bool ftp_output_record(
    struct ftp_run *run, uint64_t input, const char *name, char *json, struct ftp_error *error);

/* Says that one output of many could not be made. `properties` is consumed. */
bool ftp_output_failed(struct ftp_run *run, uint64_t input, char *properties,
    const struct ftp_error *failure, struct ftp_error *error);

#endif
