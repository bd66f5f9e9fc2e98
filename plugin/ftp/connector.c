/* SPDX-License-Identifier: Apache-2.0 */
/* The ABI entry and nothing else: text in, text out. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "ftp/actions/browse.h"
#include "ftp/actions/probe.h"
#include "ftp/actions/run.h"
#include "ftp/config/encode.h"
#include "ftp/config/findings.h"
#include "ftp/config/json.h"
#include "ftp/emit/descriptor.h"
#include "ftp/emit/json.h"
#include "ftp/session/zone.h"

#include <stdlib.h>
#include <string.h>

enum { GOODBYE_MS = 1000 };

/* The place where sessions live: one is kept between executions. */
struct hawser_connection {
    struct ftp_connection_config config;
    struct ftp_pool pool;
};

static struct ftp_session *session_of(hawser_connection *connection)
{
    return connection->pool.sessions[0];
}

/* Says why, and gives the code to return. */
static int32_t failed(
    const hawser_call *call, const struct ftp_error *error, const struct ftp_transcript *lines)
{
    char transcript[FTP_TRANSCRIPT_LINES * (FTP_TRANSCRIPT_LINE_MAX + 1)] = "";
    if (lines)
        ftp_transcript_text(lines, transcript, sizeof transcript);
    hawser_error exported = ftp_error_export(error, transcript);
    call->fail(call->host, &exported);
    return exported.code;
}

static int32_t describe(const hawser_call *call)
{
    char *json = ftp_emit_descriptor(PACKAGE_VERSION);
    if (!json)
        return HAWSER_NO_MEMORY;
    int32_t code = call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, json, strlen(json));
    free(json);
    return code;
}

static int32_t open_connection(
    const hawser_call *call, const char *json, size_t length, hawser_connection **ret_connection)
{
    struct ftp_error error = {0};
    hawser_connection *connection = calloc(1, sizeof *connection);
    if (!connection) {
        ftp_error_set(&error, FTP_FAULT_MEMORY, "no memory for a connection");
        return failed(call, &error, NULL);
    }
    if (!ftp_connection_config_parse(json, length, &connection->config, &error)) {
        free(connection);
        return failed(call, &error, NULL);
    }
    if (!ftp_pool_init(&connection->pool, &connection->config)) {
        ftp_connection_config_done(&connection->config);
        free(connection);
        ftp_error_set(&error, FTP_FAULT_MEMORY, "no memory for a session");
        return failed(call, &error, NULL);
    }
    *ret_connection = connection;
    return HAWSER_OK;
}

/* A session without its Site Commands is none for what comes later. */
static void end_dry_run(struct ftp_session *session)
{
    if (session->looks_only && session->config->site_command_count)
        ftp_session_quit(session, ftp_clock_after(GOODBYE_MS));
    session->looks_only = false;
}

static bool run(const hawser_call *call, hawser_connection *connection,
    const hawser_execute_request *request, struct ftp_shared *shared, struct ftp_error *error)
{
    struct ftp_session *session = session_of(connection);
    struct ftp_operation operation;
    enum ftp_action action = ftp_action_of(request->action);
    if (action == FTP_ACTION_COUNT)
        return ftp_error_set(
            error, FTP_FAULT_CONFIG, "there is no action \"%.64s\"", request->action);
    if (!ftp_operation_parse(
            action, request->operation, request->operation_length, &operation, error))
        return false;
    if (!ftp_encode_operation(&connection->config.encoding, &operation, error)) {
        ftp_operation_done(&operation);
        return false;
    }
    struct ftp_run all = {
        .call = call,
        .documents = request->documents,
        .operation = &operation,
        .session = session,
        .flags = request->flags,
        .shared = shared,
        .pool = &connection->pool,
    };
    ftp_pool_attach(&connection->pool, call);
    session->looks_only = (request->flags & HAWSER_EXECUTE_DRY_RUN) != 0;
    bool done = ftp_zone_open(session, error) && ftp_run_all(&all, error);
    end_dry_run(session_of(connection));
    ftp_operation_done(&operation);
    return done;
}

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    struct ftp_error error = {0};
    struct ftp_shared shared;
    ftp_shared_init(&shared);
    bool done = run(call, connection, request, &shared, &error);
    const struct ftp_transcript *transcript =
        shared.transcribed ? &shared.transcript : &session_of(connection)->control.transcript;
    int32_t code = done ? HAWSER_OK : failed(call, &error, transcript);
    ftp_shared_done(&shared);
    return code;
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    if (!connection)
        return HAWSER_OK;
    ftp_pool_attach(&connection->pool, call);
    ftp_pool_done(&connection->pool, ftp_clock_after(GOODBYE_MS));
    ftp_connection_config_done(&connection->config);
    free(connection);
    return HAWSER_OK;
}

static struct ftp_probe_options probe_options(const hawser_test_request *request)
{
    static const char *const stages[] = {"profile", "tls"};
    json_auto_t *options = ftp_json_object(request->options, request->options_length);
    return (struct ftp_probe_options){
        .write = ftp_json_bool(options, "write", false),
        .until_tls = ftp_json_choice(options, "until", stages, 2, 0) == 1,
    };
}

static int32_t test(const hawser_call *call, const hawser_test_request *request)
{
    hawser_connection *connection;
    struct ftp_error error = {0};
    int32_t code =
        open_connection(call, request->connection, request->connection_length, &connection);
    if (code != HAWSER_OK)
        return code;
    struct ftp_session *session = session_of(connection);
    ftp_pool_attach(&connection->pool, call);
    struct ftp_probe_options options = probe_options(request);
    if (!ftp_zone_open(session, &error) || !ftp_probe(session, &options, &error))
        code = failed(call, &error, &session->control.transcript);
    close_connection(call, connection);
    return code;
}

static bool suggest(
    struct ftp_session *session, const hawser_browse_request *request, struct ftp_error *error)
{
    if (strcmp(request->field, "/remoteDirectory") != 0) {
        ftp_error_set(
            error, FTP_FAULT_UNSUPPORTED, "there are no suggestions for %.64s", request->field);
        ftp_error_hint(error, "Ask for /remoteDirectory, the only field that has some.");
        return false;
    }
    char *typed = strdup(request->value);
    if (!typed)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a path");
    bool done = ftp_encode_directory(&session->config->encoding, &typed, error) &&
                ftp_browse_directories(session, typed, error);
    free(typed);
    return done;
}

static int32_t browse(const hawser_call *call, const hawser_browse_request *request)
{
    hawser_connection *connection;
    struct ftp_error error = {0};
    int32_t code =
        open_connection(call, request->connection, request->connection_length, &connection);
    if (code != HAWSER_OK)
        return code;
    struct ftp_session *session = session_of(connection);
    ftp_pool_attach(&connection->pool, call);
    if (!suggest(session, request, &error))
        code = failed(call, &error, &session->control.transcript);
    close_connection(call, connection);
    return code;
}

/* A session that is open must answer NOOP; none open is no reason to open another connection. */
static int32_t is_alive(const hawser_call *call, hawser_connection *connection)
{
    const struct ftp_reply *reply;
    struct ftp_error error = {0};
    struct ftp_session *session = session_of(connection);
    ftp_pool_attach(&connection->pool, call);
    if (!session->logged_in)
        return HAWSER_OK;
    if (!ftp_control_is_stale(&session->control) &&
        ftp_session_ask(session, "NOOP", NULL, &reply, &error) && reply->code != 421)
        return HAWSER_OK;
    if (error.fault == FTP_FAULT_NONE)
        ftp_error_set(&error, FTP_FAULT_CONNECTION_LOST, "the server closed the idle session");
    ftp_session_close(session);
    return failed(call, &error, NULL);
}

const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
    static const hawser_connector table = {
        .abi_major = HAWSER_ABI_MAJOR,
        .abi_minor = HAWSER_ABI_MINOR,
        .size = sizeof table,
        .thread_model = HAWSER_THREADS_PER_CONNECTION,
        .id = "ftp",
        .version = PACKAGE_VERSION,
        .describe = describe,
        .validate = ftp_validate,
        .open = open_connection,
        .execute = execute,
        .close = close_connection,
        .test = test,
        .browse = browse,
        .is_alive = is_alive,
    };
    return host_abi_major == HAWSER_ABI_MAJOR ? &table : NULL;
}
