/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/config/findings.h"

#include "ftp/config/connection.h"
#include "ftp/config/json.h"
#include "ftp/config/operation.h"
#include "ftp/emit/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A finding before it is JSON. */
struct finding {
    const char *severity;
    const char *code;
    const char *pointer;
    const char *message;
    const char *hint;
    json_t *recommended; /* stolen */
};

static int32_t emit(const hawser_call *call, struct finding finding)
{
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s?}", "severity", finding.severity, "code",
        finding.code, "pointer", finding.pointer, "message", finding.message, "hint", finding.hint);
    bool whole =
        !finding.recommended || json_object_set(object, "recommended", finding.recommended) == 0;
    json_decref(finding.recommended);
    char *text = ftp_json_text_of(object);
    if (!whole) {
        free(text);
        return HAWSER_NO_MEMORY;
    }
    if (!text)
        return HAWSER_NO_MEMORY;
    int32_t code = call->emit(call->host, HAWSER_EMIT_FINDING, text, strlen(text));
    free(text);
    return code;
}

static bool is(const json_t *object, const char *name, const char *value)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text && strcmp(text, value) == 0;
}

/* A mode that is none of ours is found by the schema; nothing follows from it. */
static bool is_in_clear(const json_t *connection)
{
    const json_t *mode = json_object_get(connection, "sslMode");
    return !mode || json_is_null(mode) || is(connection, "sslMode", "none");
}

/* --- The connection -----------------------------------------------------------------------------
 */

static int32_t check_host(const hawser_call *call, const json_t *connection)
{
    const char *host = json_string_value(json_object_get(connection, "host"));
    if (!host || !strchr(host, ':') || strstr(host, "://"))
        return HAWSER_OK;
    const char *colon = strchr(host, ':');
    bool ipv6 = strchr(colon + 1, ':') != NULL;
    if (ipv6 && *host != '[')
        return HAWSER_OK;
    return emit(call, (struct finding){"error", "ftp.config.host-form", "/connection/host",
                          ipv6 ? "Host is an IPv6 address in brackets." : "Host holds a port.",
                          ipv6 ? "Write the address without brackets."
                               : "Write the name or address alone, and the port in Port.",
                          NULL});
}

static int32_t check_port(const hawser_call *call, const json_t *connection)
{
    const json_t *port = json_object_get(connection, "port");
    bool blank = !port || json_is_null(port);
    bool plain = json_is_integer(port) && json_integer_value(port) == FTP_DEFAULT_PORT;
    if (is(connection, "sslMode", "implicit") && (blank || plain))
        return emit(call,
            (struct finding){"warning", "ftp.config.implicit-port", "/connection/port",
                "Port is 21, but servers with implicit TLS listen on 990.",
                "Set Port to 990, or SSL Mode to explicit.", json_pack("[i]", FTP_IMPLICIT_PORT)});
    if (json_is_integer(port) && json_integer_value(port) == FTP_IMPLICIT_PORT &&
        !is(connection, "sslMode", "implicit"))
        return emit(call,
            (struct finding){"warning", "ftp.config.explicit-port", "/connection/port",
                "Port is 990, on which servers expect implicit TLS.",
                "Set SSL Mode to implicit, or Port to 21.", json_pack("[i]", FTP_DEFAULT_PORT)});
    return HAWSER_OK;
}

static int32_t check_timeout(
    const hawser_call *call, const json_t *connection, const char *name, const char *label)
{
    char pointer[64], message[160];
    const json_t *value = json_object_get(connection, name);
    if (!json_is_integer(value) || json_integer_value(value) != 0)
        return HAWSER_OK;
    snprintf(pointer, sizeof pointer, "/connection/%s", name);
    snprintf(message, sizeof message, "%s is 0: a server that falls silent is waited for for ever.",
        label);
    return emit(call, (struct finding){"warning", "ftp.config.no-timeout", pointer, message,
                          "Set it to some minutes.", json_pack("[i]", FTP_DEFAULT_TIMEOUT_MS)});
}

static int32_t check_login(const hawser_call *call, const json_t *connection)
{
    bool anonymous = ftp_json_blank(connection, "userName");
    bool password = json_string_value(json_object_get(connection, "password")) &&
                    *json_string_value(json_object_get(connection, "password"));
    if (anonymous && password)
        return emit(call,
            (struct finding){"warning", "ftp.config.password-without-user", "/connection/userName",
                "Password is set, but User Name is blank: the login is anonymous.",
                "Set User Name, or leave Password blank.", NULL});
    return HAWSER_OK;
}

static int32_t check_clear_password(const hawser_call *call, const json_t *connection)
{
    if (!is_in_clear(connection) || ftp_json_blank(connection, "userName") ||
        is(connection, "userName", "anonymous"))
        return HAWSER_OK;
    return emit(call,
        (struct finding){"info", "ftp.config.clear-password", "/connection/sslMode",
            "SSL Mode is none: the password and all files travel in clear.",
            "Set SSL Mode to explicit where the server knows TLS.", json_pack("[s]", "explicit")});
}

static int32_t check_verification(
    const hawser_call *call, const json_t *connection, const char *name, const char *label)
{
    char pointer[64], message[160];
    if (ftp_json_bool(connection, name, true))
        return HAWSER_OK;
    snprintf(pointer, sizeof pointer, "/connection/%s", name);
    snprintf(message, sizeof message, "%s is off: whoever stands between can read and change all.",
        label);
    return emit(
        call, (struct finding){"warning", "ftp.config.unverified", pointer, message,
                  "Leave it on, and deploy the server's certificate instead: hawser trust fetch.",
                  json_pack("[b]", 1)});
}

static int32_t check_active_ports(const hawser_call *call, const json_t *connection)
{
    uint16_t low, high;
    const char *range = json_string_value(json_object_get(connection, "activePorts"));
    if (!range || !*range || ftp_port_range_parse(range, &low, &high))
        return HAWSER_OK;
    return emit(call, (struct finding){"error", "ftp.config.port-range", "/connection/activePorts",
                          "Active Ports must be two ports from 1 to 65535, the lower one first.",
                          "Write them with a dash between, such as 50000-50100.", NULL});
}

static int32_t check_data_protection(const hawser_call *call, const json_t *connection)
{
    if (!is(connection, "dataProtection", "clear"))
        return HAWSER_OK;
    if (is(connection, "sslMode", "explicit"))
        return emit(call,
            (struct finding){"warning", "ftp.config.clear-data", "/connection/dataProtection",
                "Data Protection is clear: whoever stands between can read and "
                "change all files.",
                "Set it to private where the server allows it.", json_pack("[s]", "private")});
    if (is(connection, "sslMode", "implicit"))
        return emit(call, (struct finding){"error", "ftp.config.clear-data-implicit",
                              "/connection/dataProtection",
                              "Data Protection can be clear only where SSL Mode is explicit.",
                              "Set it to private.", json_pack("[s]", "private")});
    return HAWSER_OK;
}

static int32_t check_passive_address(const hawser_call *call, const json_t *connection)
{
    if (!is(connection, "passiveAddress", "reply"))
        return HAWSER_OK;
    return emit(call,
        (struct finding){"warning", "ftp.config.passive-address", "/connection/passiveAddress",
            "Passive Address is reply: the server can send data connections of this "
            "machine anywhere.",
            "Leave it at auto unless data really comes from another machine.",
            json_pack("[s]", "auto")});
}

/* Who pins a key counts on it. */
static int32_t check_pins(const hawser_call *call, const json_t *connection)
{
    if (!is_in_clear(connection) || ftp_json_blank(connection, "pinnedPublicKey"))
        return HAWSER_OK;
    return emit(call,
        (struct finding){"warning", "ftp.config.ignored-without-tls", "/connection/pinnedPublicKey",
            "Pinned Public Key does nothing while SSL Mode is none.",
            "Set SSL Mode to explicit, or leave it blank.", NULL});
}

static int32_t check_proxy(const hawser_call *call, const json_t *connection)
{
    struct ftp_proxy_url url;
    const char *text = json_string_value(json_object_get(connection, "proxy"));
    const char *password = json_string_value(json_object_get(connection, "proxyPassword"));
    enum ftp_proxy_url_problem problem = FTP_PROXY_URL_GOOD;
    bool blank = !text || !*text;
    if (!blank)
        problem = ftp_proxy_url_parse(text, &url);
    if (problem != FTP_PROXY_URL_GOOD)
        return emit(
            call, (struct finding){"error",
                      problem == FTP_PROXY_URL_PASSWORD ? "ftp.config.proxy-password-in-clear"
                                                        : "ftp.config.proxy",
                      "/connection/proxy", ftp_proxy_url_message(problem),
                      ftp_proxy_url_hint(problem), NULL});
    if (!blank && is(connection, "connectionMode", "active"))
        return emit(
            call, (struct finding){"error", "ftp.config.active-proxy", "/connection/connectionMode",
                      "Connection Mode is active, but Proxy is set: the server can't connect back "
                      "through a proxy.",
                      "Set Connection Mode to passive, or leave Proxy blank.",
                      json_pack("[s]", "passive")});
    if (password && *password && (blank || !*url.user))
        return emit(
            call, (struct finding){"warning", "ftp.config.proxy-password-without-user",
                      "/connection/proxyPassword",
                      "Proxy Password is set, but Proxy names no user, so it is not sent.",
                      "Write the user before the host in Proxy: http://user@host:port.", NULL});
    return HAWSER_OK;
}

static int32_t check_profile(const hawser_call *call, const json_t *connection)
{
    struct ftp_profile profile;
    const char *host = json_string_value(json_object_get(connection, "host"));
    int64_t port = ftp_json_integer(connection, "port", FTP_DEFAULT_PORT);
    if (!host || port < 1 || port > UINT16_MAX)
        return HAWSER_OK;
    ftp_profile_read(connection, host, (uint16_t)port, &profile);
    if (!profile.given || profile.here)
        return HAWSER_OK;
    return emit(call,
        (struct finding){"warning", "ftp.config.profile-of-another", "/connection/serverProfile",
            "Server Profile was learned from another host or port, so it is ignored.",
            "Save it anew with hawser test --save-profile, or leave it out.", NULL});
}

static int32_t check_connection(const hawser_call *call, const json_t *connection)
{
    int32_t code = check_host(call, connection);
    if (code == HAWSER_OK)
        code = check_port(call, connection);
    if (code == HAWSER_OK)
        code = check_timeout(call, connection, "connectionTimeout", "Connection Timeout (ms)");
    if (code == HAWSER_OK)
        code = check_timeout(call, connection, "readTimeout", "Read Timeout (ms)");
    if (code == HAWSER_OK)
        code = check_clear_password(call, connection);
    if (code == HAWSER_OK)
        code = check_login(call, connection);
    if (code == HAWSER_OK)
        code = check_verification(call, connection, "verifyCertificate", "Verify Certificate");
    if (code == HAWSER_OK)
        code = check_verification(call, connection, "verifyHostname", "Verify Host Name");
    if (code == HAWSER_OK)
        code = check_active_ports(call, connection);
    if (code == HAWSER_OK)
        code = check_data_protection(call, connection);
    if (code == HAWSER_OK)
        code = check_pins(call, connection);
    if (code == HAWSER_OK)
        code = check_passive_address(call, connection);
    if (code == HAWSER_OK)
        code = check_proxy(call, connection);
    if (code == HAWSER_OK)
        code = check_profile(call, connection);
    return code;
}

/* --- The operation ------------------------------------------------------------------------------
 */

static int32_t check_filter(
    const hawser_call *call, enum ftp_action action, const json_t *expression)
{
    struct filter_problem problem = {0};
    char pointer[FILTER_POINTER_SIZE + 32];
    errno = 0;
    struct filter *filter = ftp_filter_compile(action, expression, &problem);
    if (filter) {
        filter_free(filter);
        return HAWSER_OK;
    }
    if (errno == ENOMEM)
        return HAWSER_NO_MEMORY;
    snprintf(pointer, sizeof pointer, "/operation/filter%s", problem.pointer);
    return emit(call, (struct finding){"error", "ftp.config.filter", pointer, problem.message,
                          *problem.hint ? problem.hint : NULL, NULL});
}

static int32_t check_ignored(const hawser_call *call, const json_t *operation)
{
    bool append = is(operation, "actionIfFileExists", "append");
    bool staged = !ftp_json_blank(operation, "stagingDirectory") ||
                  !ftp_json_blank(operation, "temporaryExtension");
    if (append && staged)
        return emit(call, (struct finding){"warning", "ftp.config.ignored-with-append",
                              "/operation/actionIfFileExists",
                              "Action If File Exists is append, so Staging Directory and Temporary "
                              "Extension are ignored.",
                              "Leave them blank, or choose another action.", NULL});
    if (ftp_json_bool(operation, "failIfUnableToDelete", false) &&
        !ftp_json_bool(operation, "deleteAfterReading", false) &&
        ftp_json_blank(operation, "moveAfterReading"))
        return emit(call, (struct finding){"warning", "ftp.config.ignored-without-delete",
                              "/operation/failIfUnableToDelete",
                              "Fail If Unable To Delete does nothing while Delete After Reading is "
                              "off.",
                              "Turn Delete After Reading on, or this off.", NULL});
    return HAWSER_OK;
}

/* What is to become of a file that was read must be one thing. */
static int32_t check_source(const hawser_call *call, const json_t *operation)
{
    if (ftp_json_blank(operation, "moveAfterReading") ||
        !ftp_json_bool(operation, "deleteAfterReading", false))
        return HAWSER_OK;
    return emit(
        call, (struct finding){"error", "ftp.config.move-and-delete", "/operation/moveAfterReading",
                  "Move After Reading and Delete After Reading are both set.",
                  "Leave Move After Reading blank, or turn Delete After Reading off.", NULL});
}

static int32_t check_marker(const hawser_call *call, const json_t *operation)
{
    const char *pattern = json_string_value(json_object_get(operation, "markerFile"));
    const char *first = pattern ? strstr(pattern, FTP_MARKER_NAME) : NULL;
    if (ftp_json_blank(operation, "markerFile") ||
        (first && !strstr(first + 1, FTP_MARKER_NAME) && strcmp(pattern, FTP_MARKER_NAME) != 0))
        return HAWSER_OK;
    return emit(call, (struct finding){"error", "ftp.config.marker", "/operation/markerFile",
                          "Marker File must hold {name} once, and something beside it.",
                          "Write it as the marker of a file is named, such as {name}.done.", NULL});
}

static int32_t check_operation(
    const hawser_call *call, enum ftp_action action, const json_t *operation)
{
    int32_t code = check_ignored(call, operation);
    if (code == HAWSER_OK)
        code = check_source(call, operation);
    if (code == HAWSER_OK)
        code = check_marker(call, operation);
    if (code == HAWSER_OK && (action == FTP_ACTION_QUERY || action == FTP_ACTION_LIST))
        code = check_filter(call, action, json_object_get(operation, "filter"));
    return code;
}

/* After ftp_json_object: what is no object is the schema's to tell. */
static int32_t unread(void)
{
    return errno == ENOMEM ? HAWSER_NO_MEMORY : HAWSER_OK;
}

int32_t ftp_validate(const hawser_call *call, const hawser_validate_request *request)
{
    int32_t code = HAWSER_OK;
    if (request->connection) {
        json_auto_t *connection = ftp_json_object(request->connection, request->connection_length);
        code = connection ? check_connection(call, connection) : unread();
    }
    if (code != HAWSER_OK || !request->action)
        return code;
    enum ftp_action action = ftp_action_of(request->action);
    if (action == FTP_ACTION_COUNT)
        return HAWSER_BAD_ARGUMENT;
    json_auto_t *operation = ftp_json_object(request->operation, request->operation_length);
    return operation ? check_operation(call, action, operation) : unread();
}
