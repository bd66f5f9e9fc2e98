/* SPDX-License-Identifier: Apache-2.0 */
/* The options of an action as a plain struct. */
#ifndef HAWSER_FTP_CONFIG_OPERATION_H
#define HAWSER_FTP_CONFIG_OPERATION_H

#include "common/filter.h"
#include "ftp/protocol/fault.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ftp_action {
    FTP_ACTION_CREATE,
    FTP_ACTION_GET,
    FTP_ACTION_QUERY,
    FTP_ACTION_LIST,
    FTP_ACTION_DELETE,
    FTP_ACTION_COUNT
};

/* By the id in the descriptor; FTP_ACTION_COUNT for a name that is none. */
enum ftp_action ftp_action_of(const char *name);

enum { FTP_DEFAULT_SWEEP_AGE_HOURS = 24 };

enum ftp_if_exists {
    FTP_EXISTS_UNIQUE_NAME,
    FTP_EXISTS_OVERWRITE,
    FTP_EXISTS_APPEND,
    FTP_EXISTS_ERROR
};

enum ftp_if_empty { FTP_EMPTY_DELIVER, FTP_EMPTY_SKIP, FTP_EMPTY_ERROR };

enum ftp_order_by {
    FTP_ORDER_NONE,
    FTP_ORDER_NAME,
    FTP_ORDER_NAME_DESCENDING,
    FTP_ORDER_TIME,
    FTP_ORDER_TIME_DESCENDING,
    FTP_ORDER_SIZE,
    FTP_ORDER_SIZE_DESCENDING,
    FTP_ORDER_COUNT
};

/* What stands in markerFile for the name of the file. */
#define FTP_MARKER_NAME "{name}"

struct ftp_operation {
    enum ftp_action action;
    enum ftp_if_exists if_exists;
    bool ascii;
    bool all_metadata;
    bool direct_upload;
    bool preserve_timestamps;
    bool create_directories;
    bool delete_after_reading;
    bool fail_if_unable_to_delete;
    bool follow_symbolic_links;
    bool return_application_errors;
    int64_t sweep_age_hours; /* of leftovers of ours; 0: they stay */
    bool missing_is_error;   /* Get */
    bool recursive;
    enum ftp_if_empty if_empty;
    enum ftp_order_by order_by;
    uint32_t minimum_age;      /* seconds; 0: any */
    uint32_t stable_for;       /* seconds between two listings; 0: one listing */
    char *move_after_reading;  /* directory; "" where blank */
    char *marker_file;         /* with FTP_MARKER_NAME once; "" where blank */
    int64_t maximum;           /* files or results; -1: all */
    char *permissions;         /* octal digits; "" where blank */
    char *staging_directory;   /* "" where blank */
    char *temporary_extension; /* with its dot; "" where blank */
    struct filter *filter;
};

/* Positions of the properties that a filter may ask for. */
enum ftp_filter_property {
    FTP_FILTER_FILE_NAME,
    FTP_FILTER_TIMESTAMP,
    FTP_FILTER_SIZE,
    FTP_FILTER_FILE_TYPE, /* List only */
    FTP_FILTER_COUNT
};

/* Compiles the filter of an operation of `action`, which everything passes where `expression` is
   NULL. NULL: the problem says why, with a pointer relative to the filter. */
struct filter *ftp_filter_compile(
    enum ftp_action action, const json_t *expression, struct filter_problem *problem);

/* Reads JSON that passed validation; what is missing gets its default. On failure nothing is kept.
 */
bool ftp_operation_parse(enum ftp_action action, const char *json, size_t length,
    struct ftp_operation *ret_operation, struct ftp_error *error);
void ftp_operation_done(struct ftp_operation *operation);

/* ".tmp" from "tmp" or ".tmp", "" from blanks. NULL: no memory. */
char *ftp_temporary_extension(const char *text);

#endif
