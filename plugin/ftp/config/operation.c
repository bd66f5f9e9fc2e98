/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/config/operation.h"

#include "ftp/config/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const action_names[FTP_ACTION_COUNT] = {
    "create", "get", "query", "list", "delete"};

enum ftp_action ftp_action_of(const char *name)
{
    int action = 0;
    while (action < FTP_ACTION_COUNT && strcmp(action_names[action], name) != 0)
        action++;
    return (enum ftp_action)action;
}

struct filter *ftp_filter_compile(
    enum ftp_action action, const json_t *expression, struct filter_problem *problem)
{
    static const char *const types[] = {
        "regular_file", "directory", "symbolic_link", "unknown", NULL};
    static const struct filter_property properties[FTP_FILTER_COUNT] = {
        [FTP_FILTER_FILE_NAME] = {"fileName", FILTER_TEXT, NULL},
        [FTP_FILTER_TIMESTAMP] = {"timestamp", FILTER_TIMESTAMP, NULL},
        [FTP_FILTER_SIZE] = {"size", FILTER_NUMBER, NULL},
        [FTP_FILTER_FILE_TYPE] = {"fileType", FILTER_TEXT, types},
    };
    size_t count = action == FTP_ACTION_LIST ? FTP_FILTER_COUNT : FTP_FILTER_FILE_TYPE;
    return filter_compile(expression, properties, count, problem);
}

char *ftp_temporary_extension(const char *text)
{
    size_t length = strlen(text);
    if (text[strspn(text, " \t")] == '\0')
        return strdup("");
    char *extension = malloc(length + 2);
    if (extension)
        snprintf(extension, length + 2, "%s%s", *text == '.' ? "" : ".", text);
    return extension;
}

/* What Get and Query read, and in which order. */
static void read_selection(const json_t *object, struct ftp_operation *operation)
{
    static const char *const missing[] = {"empty", "error"};
    static const char *const empty[] = {"deliver", "skip", "error"};
    static const char *const orders[FTP_ORDER_COUNT] = {"none", "fileName", "fileNameDescending",
        "timestamp", "timestampDescending", "size", "sizeDescending"};
    operation->missing_is_error = ftp_json_choice(object, "ifMissing", missing, 2, 0) == 1;
    operation->if_empty =
        (enum ftp_if_empty)ftp_json_choice(object, "ifEmpty", empty, 3, FTP_EMPTY_DELIVER);
    operation->order_by = (enum ftp_order_by)ftp_json_choice(
        object, "orderBy", orders, FTP_ORDER_COUNT, FTP_ORDER_NONE);
    operation->recursive = ftp_json_bool(object, "recursive", false);
    operation->minimum_age = (uint32_t)ftp_json_integer(object, "minimumAge", 0);
    operation->stable_for = (uint32_t)ftp_json_integer(object, "stableFor", 0);
}

static char *text_or_blank(const json_t *object, const char *name)
{
    return ftp_json_blank(object, name) ? strdup("") : ftp_json_text(object, name, "");
}

static void read_choices(const json_t *object, struct ftp_operation *operation)
{
    static const char *const formats[] = {"binary", "ascii"};
    static const char *const exists[] = {"createUniqueName", "overwrite", "append", "error"};
    const char *most = operation->action == FTP_ACTION_LIST ? "maximumResults" : "maximumFiles";
    operation->ascii = ftp_json_choice(object, "transferFormat", formats, 2, 0) == 1;
    operation->if_exists = (enum ftp_if_exists)ftp_json_choice(
        object, "actionIfFileExists", exists, 4, FTP_EXISTS_ERROR);
    operation->all_metadata = ftp_json_bool(object, "includeAllMetadata", false);
    operation->direct_upload = ftp_json_bool(object, "directUpload", false);
    operation->preserve_timestamps = ftp_json_bool(object, "preserveTimestamps", false);
    operation->create_directories = ftp_json_bool(object, "createDirectories", false);
    operation->sweep_age_hours = ftp_json_integer(object, "sweepAge", FTP_DEFAULT_SWEEP_AGE_HOURS);
    operation->delete_after_reading = ftp_json_bool(object, "deleteAfterReading", false);
    operation->fail_if_unable_to_delete = ftp_json_bool(object, "failIfUnableToDelete", false);
    operation->follow_symbolic_links = ftp_json_bool(object, "followSymbolicLinks", false);
    operation->return_application_errors =
        ftp_json_bool(object, "returnApplicationErrorResponses", false);
    read_selection(object, operation);
    operation->maximum = ftp_json_integer(object, most, -1);
}

static bool read_texts(const json_t *object, struct ftp_operation *operation)
{
    const char *extension = json_string_value(json_object_get(object, "temporaryExtension"));
    operation->temporary_extension = ftp_temporary_extension(extension ? extension : "");
    operation->permissions = text_or_blank(object, "permissions");
    operation->staging_directory = text_or_blank(object, "stagingDirectory");
    operation->move_after_reading = text_or_blank(object, "moveAfterReading");
    operation->marker_file = text_or_blank(object, "markerFile");
    return operation->temporary_extension && operation->permissions &&
           operation->staging_directory && operation->move_after_reading && operation->marker_file;
}

bool ftp_operation_parse(enum ftp_action action, const char *json, size_t length,
    struct ftp_operation *ret_operation, struct ftp_error *error)
{
    struct ftp_operation operation = {.action = action};
    struct filter_problem problem = {0};
    json_auto_t *object = ftp_json_read(json, length, "the operation", error);
    if (!object)
        return false;
    read_choices(object, &operation);
    errno = 0;
    operation.filter = ftp_filter_compile(action, json_object_get(object, "filter"), &problem);
    if (!operation.filter) {
        ftp_error_set(error, errno == ENOMEM ? FTP_FAULT_MEMORY : FTP_FAULT_CONFIG, "Filter%s: %s",
            problem.pointer, problem.message);
        ftp_error_hint(error, "%s", problem.hint);
        return false;
    }
    if (!read_texts(object, &operation)) {
        ftp_operation_done(&operation);
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the operation");
    }
    *ret_operation = operation;
    return true;
}

void ftp_operation_done(struct ftp_operation *operation)
{
    free(operation->move_after_reading);
    free(operation->marker_file);
    free(operation->permissions);
    free(operation->staging_directory);
    free(operation->temporary_extension);
    filter_free(operation->filter);
    *operation = (struct ftp_operation){0};
}
