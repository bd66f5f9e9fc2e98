/* SPDX-License-Identifier: Apache-2.0 */
/* Configurations in JSON: what the connector reads, and what it says about it, agree. */
#include "ftp/config/connection.h"
#include "ftp/config/findings.h"
#include "ftp/config/input.h"
#include "ftp/config/json.h"
#include "ftp/config/operation.h"

#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "fuzz/ftp_targets.h"

enum { UNTOUCHED = 4711 };

static void check_error(const struct ftp_error *error)
{
    FUZZ_CHECK(error->fault != FTP_FAULT_NONE && error->message[0] != '\0');
    FUZZ_CHECK(utf8_is_valid(error->message, strlen(error->message)));
    FUZZ_CHECK(utf8_is_valid(error->hint, strlen(error->hint)));
}

/* How many errors ftp_validate tells of. */
struct told {
    size_t errors;
    const char *pointer; /* what every finding's pointer begins with */
};

static bool begins(const json_t *text, const char *with)
{
    return json_is_string(text) && strncmp(json_string_value(text), with, strlen(with)) == 0;
}

static int32_t note(void *host, uint32_t kind, const char *json, size_t length)
{
    struct told *told = host;
    json_auto_t *finding = json_loadb(json, length, 0, NULL);
    FUZZ_CHECK(kind == HAWSER_EMIT_FINDING && json_is_object(finding));
    const json_t *severity = json_object_get(finding, "severity");
    FUZZ_CHECK(
        begins(severity, "error") || begins(severity, "warning") || begins(severity, "info"));
    FUZZ_CHECK(begins(json_object_get(finding, "code"), "ftp.config."));
    FUZZ_CHECK(begins(json_object_get(finding, "pointer"), told->pointer));
    FUZZ_CHECK(json_string_length(json_object_get(finding, "message")) > 0);
    told->errors += begins(severity, "error");
    return HAWSER_OK;
}

static size_t errors_of_connection(const char *json, size_t length)
{
    struct told told = {0, "/connection"};
    hawser_call call = {.size = sizeof call, .cancel_fd = -1, .host = &told, .emit = note};
    hawser_validate_request request = {
        .size = sizeof request, .connection = json, .connection_length = length};
    FUZZ_CHECK(ftp_validate(&call, &request) == HAWSER_OK);
    return told.errors;
}

static size_t errors_of_operation(const char *action, const char *json, size_t length)
{
    struct told told = {0, "/operation"};
    hawser_call call = {.size = sizeof call, .cancel_fd = -1, .host = &told, .emit = note};
    hawser_validate_request request = {
        .size = sizeof request, .action = action, .operation = json, .operation_length = length};
    FUZZ_CHECK(ftp_validate(&call, &request) == HAWSER_OK);
    return told.errors;
}

static void check_connection(const struct ftp_connection_config *config)
{
    FUZZ_CHECK(config->host && *config->host && config->user_name && config->remote_directory);
    FUZZ_CHECK(config->active_address != NULL);
    FUZZ_CHECK(config->port != 0 && config->active_port_low <= config->active_port_high);
    FUZZ_CHECK((config->active_port_low == 0) == (config->active_port_high == 0));
    FUZZ_CHECK(config->ssl_mode <= FTP_SSL_IMPLICIT && config->session_reuse <= FTP_REUSE_OFF);
    FUZZ_CHECK(config->extended_passive <= FTP_EPSV_NEVER);
}

void fuzz_connection(const char *data, size_t length)
{
    struct ftp_connection_config config = {.port = UNTOUCHED};
    struct ftp_error error = {0};
    size_t errors = errors_of_connection(data, length);
    json_auto_t *object = ftp_json_object(data, length);
    const char *host = json_string_value(json_object_get(object, "host"));
    if (ftp_connection_config_parse(data, length, &config, &error)) {
        check_connection(&config);
        ftp_connection_config_done(&config);
    } else {
        FUZZ_CHECK(config.port == UNTOUCHED && !config.host);
        check_error(&error);
        /* A missing host is the schema's to tell. */
        FUZZ_CHECK(!host || !*host || errors > 0);
    }
}

static void read_operation(enum ftp_action action, const char *data, size_t length)
{
    static const char *const names[FTP_ACTION_COUNT] = {"create", "get", "query", "list", "delete"};
    struct ftp_operation operation = {.maximum = UNTOUCHED};
    struct ftp_error error = {0};
    size_t errors = errors_of_operation(names[action], data, length);
    FUZZ_CHECK(ftp_action_of(names[action]) == action);
    bool filtered = action == FTP_ACTION_QUERY || action == FTP_ACTION_LIST;
    json_auto_t *object = ftp_json_object(data, length);
    if (ftp_operation_parse(action, data, length, &operation, &error)) {
        FUZZ_CHECK(operation.action == action && operation.filter && errors == 0);
        FUZZ_CHECK(operation.staging_directory && operation.temporary_extension);
        FUZZ_CHECK(!*operation.temporary_extension || operation.temporary_extension[0] == '.');
        FUZZ_CHECK(operation.if_exists <= FTP_EXISTS_ERROR);
        ftp_operation_done(&operation);
    } else {
        FUZZ_CHECK(operation.maximum == UNTOUCHED && !operation.filter);
        check_error(&error);
        FUZZ_CHECK(!object || !filtered || errors > 0);
    }
}

void fuzz_operation(const char *data, size_t length)
{
    for (int action = 0; action < FTP_ACTION_COUNT; action++)
        read_operation((enum ftp_action)action, data, length);
}

static void check_plain(const char *text)
{
    FUZZ_CHECK(text && !strpbrk(text, "\r\n"));
}

/* The first line is an id, the rest the properties. */
void fuzz_input(const char *data, size_t length)
{
    struct fuzz_pair pair = fuzz_pair_of(data, length);
    for (int wants_id = 0; wants_id <= 1; wants_id++) {
        hawser_input input = {.size = sizeof input,
            .properties = pair.second,
            .properties_length = pair.second_length,
            .id = pair.first,
            .id_length = pair.first_length};
        struct ftp_input_properties properties = {0};
        struct ftp_error error = {0};
        if (ftp_input_properties_parse(&input, wants_id, &properties, &error)) {
            check_plain(properties.name);
            check_plain(properties.remote_directory);
            check_plain(properties.staging_directory);
            check_plain(properties.temporary_extension);
            ftp_input_properties_done(&properties);
        } else {
            FUZZ_CHECK(!properties.name && !properties.remote_directory);
            check_error(&error);
        }
    }
}
