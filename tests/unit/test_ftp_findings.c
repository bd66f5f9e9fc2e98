/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/config/findings.h"
#include "unit/suite.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

enum { FOUND_MAX = 2048 };

/* "severity code pointer" of each finding, a line each. */
static int32_t note(void *host, uint32_t kind, const char *json, size_t length)
{
    char *found = host;
    size_t used = strlen(found);
    json_auto_t *finding = json_loadb(json, length, 0, NULL);
    CU_ASSERT_EQUAL(kind, HAWSER_EMIT_FINDING);
    CU_ASSERT_PTR_NOT_NULL(json_string_value(json_object_get(finding, "message")));
    snprintf(found + used, FOUND_MAX - used, "%s %s %s\n",
        json_string_value(json_object_get(finding, "severity")),
        json_string_value(json_object_get(finding, "code")),
        json_string_value(json_object_get(finding, "pointer")));
    return HAWSER_OK;
}

static const char *validate(const char *connection, const char *action, const char *operation)
{
    static char found[FOUND_MAX];
    hawser_call call = {.size = sizeof call, .cancel_fd = -1, .host = found, .emit = note};
    hawser_validate_request request = {
        .size = sizeof request,
        .connection = connection,
        .connection_length = connection ? strlen(connection) : 0,
        .action = action,
        .operation = operation,
        .operation_length = operation ? strlen(operation) : 0,
    };
    found[0] = '\0';
    CU_ASSERT_EQUAL(ftp_validate(&call, &request), HAWSER_OK);
    return found;
}

static void test_quiet(void)
{
    CU_ASSERT_STRING_EQUAL(validate("{\"host\": \"ftp.example.com\"}", NULL, NULL), "");
    CU_ASSERT_STRING_EQUAL(validate("{\"host\": \"2001:db8::1\"}", NULL, NULL), "");
    CU_ASSERT_STRING_EQUAL(
        validate("{\"sslMode\": \"implicit\", \"port\": 990}", "query", "{}"), "");
}

/* What the schema reports already is passed over, whatever its type. */
static void test_wrong_types_are_the_schemas(void)
{
    CU_ASSERT_STRING_EQUAL(
        validate("{\"host\": 3, \"port\": \"21\", \"readTimeout\": true, \"activePorts\": []}",
            "list", "{\"maximumResults\": \"x\"}"),
        "");
}

/* connection.host connection.port connection.readTimeout connection.verifyCertificate */
static void test_connection(void)
{
    static const struct {
        const char *json;
        const char *found;
    } rows[] = {
        {"{\"host\": \"h:21\"}", "error ftp.config.host-form /connection/host\n"},
        {"{\"host\": \"[::1]\"}", "error ftp.config.host-form /connection/host\n"},
        {"{\"sslMode\": \"implicit\"}", "warning ftp.config.implicit-port /connection/port\n"},
        {"{\"sslMode\": \"implicit\", \"port\": 21}",
            "warning ftp.config.implicit-port /connection/port\n"},
        {"{\"sslMode\": \"explicit\", \"port\": 990}",
            "warning ftp.config.explicit-port /connection/port\n"},
        {"{\"readTimeout\": 0}", "warning ftp.config.no-timeout /connection/readTimeout\n"},
        {"{\"password\": \"(secret)\"}",
            "warning ftp.config.password-without-user /connection/userName\n"},
        {"{\"userName\": \"u\"}", "info ftp.config.clear-password /connection/sslMode\n"},
        {"{\"userName\": \"u\", \"sslMode\": null}",
            "info ftp.config.clear-password /connection/sslMode\n"},
        {"{\"userName\": \"u\", \"sslMode\": \"tls\"}", ""},
        {"{\"userName\": \"u\", \"sslMode\": true, \"pinnedPublicKey\": \"sha256//x\"}", ""},
        {"{\"verifyCertificate\": false}",
            "warning ftp.config.unverified /connection/verifyCertificate\n"},
        {"{\"sslMode\": \"explicit\", \"dataProtection\": \"clear\"}",
            "warning ftp.config.clear-data /connection/dataProtection\n"},
        {"{\"sslMode\": \"implicit\", \"port\": 990, \"dataProtection\": \"clear\"}",
            "error ftp.config.clear-data-implicit /connection/dataProtection\n"},
        {"{\"sslMode\": \"explicit\", \"dataProtection\": \"private\"}", ""},
        {"{\"pinnedPublicKey\": \"sha256//x\"}",
            "warning ftp.config.ignored-without-tls /connection/pinnedPublicKey\n"},
        {"{\"sslMode\": \"explicit\", \"pinnedPublicKey\": \"sha256//x\"}", ""},
        {"{\"passiveAddress\": \"reply\"}",
            "warning ftp.config.passive-address /connection/passiveAddress\n"},
        {"{\"passiveAddress\": \"control\"}", ""},
        /* connection.proxy, connection.proxyPassword */
        {"{\"proxy\": \"http://u@h:8080\", \"proxyPassword\": \"(secret)\"}", ""},
        {"{\"proxy\": \"http://u:p@h:8080\"}",
            "error ftp.config.proxy-password-in-clear /connection/proxy\n"},
        {"{\"proxy\": \"https://h\"}", "error ftp.config.proxy /connection/proxy\n"},
        {"{\"proxy\": \"socks5://h\", \"connectionMode\": \"active\"}",
            "error ftp.config.active-proxy /connection/connectionMode\n"},
        {"{\"proxy\": \"socks5://h\", \"proxyPassword\": \"(secret)\"}",
            "warning ftp.config.proxy-password-without-user /connection/proxyPassword\n"},
        {"{\"proxyPassword\": \"(secret)\"}",
            "warning ftp.config.proxy-password-without-user /connection/proxyPassword\n"},
        {"{\"proxy\": \"\", \"connectionMode\": \"active\"}", ""},
        {"{\"host\": \"h\", \"serverProfile\": {\"host\": \"other.example\", \"port\": 21, "
         "\"greeting\": \"ab\", "
         "\"features\": null}}",
            "warning ftp.config.profile-of-another /connection/serverProfile\n"},
        {"{\"activePorts\": \"9-1\"}", "error ftp.config.port-range /connection/activePorts\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CU_ASSERT_STRING_EQUAL(validate(rows[i].json, NULL, NULL), rows[i].found);
}

static void test_operation(void)
{
    CU_ASSERT_STRING_EQUAL(validate(NULL, "query",
                               "{\"filter\": {\"and\": [{\"property\": \"fileName\", \"operator\": "
                               "\"regex\", \"value\": \"(\"}]}}"),
        "error ftp.config.filter /operation/filter/and/0/value\n");
    CU_ASSERT_STRING_EQUAL(validate(NULL, "create",
                               "{\"actionIfFileExists\": \"append\", \"stagingDirectory\": \"s\"}"),
        "warning ftp.config.ignored-with-append /operation/actionIfFileExists\n");
    CU_ASSERT_STRING_EQUAL(validate(NULL, "get", "{\"failIfUnableToDelete\": true}"),
        "warning ftp.config.ignored-without-delete /operation/failIfUnableToDelete\n");
    CU_ASSERT_STRING_EQUAL(
        validate(NULL, "get", "{\"failIfUnableToDelete\": true, \"moveAfterReading\": \"/x\"}"),
        "");
}

static void test_reading(void)
{
    static const char both[] = "error ftp.config.move-and-delete /operation/moveAfterReading\n";
    static const char marker[] = "error ftp.config.marker /operation/markerFile\n";
    CU_ASSERT_STRING_EQUAL(
        validate(NULL, "get", "{\"deleteAfterReading\": true, \"moveAfterReading\": \"/x\"}"),
        both);
    CU_ASSERT_STRING_EQUAL(
        validate(NULL, "get", "{\"deleteAfterReading\": true, \"moveAfterReading\": \" \"}"), "");
    CU_ASSERT_STRING_EQUAL(validate(NULL, "query", "{\"markerFile\": \"{name}\"}"), marker);
    CU_ASSERT_STRING_EQUAL(validate(NULL, "query", "{\"markerFile\": \"x.done\"}"), marker);
    CU_ASSERT_STRING_EQUAL(validate(NULL, "query", "{\"markerFile\": \"{name}{name}\"}"), marker);
    CU_ASSERT_STRING_EQUAL(validate(NULL, "query", "{\"markerFile\": \"{name}.done\"}"), "");
    CU_ASSERT_STRING_EQUAL(validate(NULL, "query", "{\"markerFile\": \"\"}"), "");
}

static void test_unknown_action(void)
{
    char found[FOUND_MAX] = "";
    hawser_call call = {.size = sizeof call, .cancel_fd = -1, .host = found, .emit = note};
    hawser_validate_request request = {
        .size = sizeof request, .action = "rename", .operation = "{}", .operation_length = 2};
    CU_ASSERT_EQUAL(ftp_validate(&call, &request), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_STRING_EQUAL(found, "");
}

static const struct suite_test tests[] = {
    {"nothing to say", test_quiet},
    {"wrong types are the schema's", test_wrong_types_are_the_schemas},
    {"connection", test_connection},
    {"what is read", test_reading},
    {"operation", test_operation},
    {"unknown action", test_unknown_action},
};
SUITE_MAIN("ftp findings", tests)
