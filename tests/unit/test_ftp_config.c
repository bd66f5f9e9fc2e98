/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/temporary.h"
#include "ftp/config/connection.h"
#include "ftp/config/input.h"
#include "ftp/config/operation.h"
#include "ftp/session/transcript.h"
#include "unit/suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool parse(const char *json, struct ftp_connection_config *config, struct ftp_error *error)
{
    *error = (struct ftp_error){0};
    return ftp_connection_config_parse(json, strlen(json), config, error);
}

/* connection.port connection.userName */
static void test_connection_defaults(void)
{
    struct ftp_connection_config config;
    struct ftp_error error;
    CU_ASSERT_FATAL(parse("{\"host\": \"h\"}", &config, &error));
    CU_ASSERT_STRING_EQUAL(config.user_name, "anonymous");
    CU_ASSERT_STRING_EQUAL(config.remote_directory, "");
    CU_ASSERT_EQUAL(config.port, 21);
    CU_ASSERT_EQUAL(config.connection_timeout_ms, 60000);
    CU_ASSERT_EQUAL(config.read_timeout_ms, 60000);
    CU_ASSERT_FALSE(config.active);
    CU_ASSERT(config.verify_certificate && config.verify_host_name);
    CU_ASSERT_EQUAL(config.ssl_mode, FTP_SSL_NONE);
    CU_ASSERT(config.require_close_notify && !config.receipt_hash);
    CU_ASSERT_EQUAL(config.data_protection, FTP_DATA_PRIVATE);
    CU_ASSERT_STRING_EQUAL(config.server_name, "");
    CU_ASSERT_STRING_EQUAL(config.client_certificate.certificate, "");
    ftp_connection_config_done(&config);
}

/* diagnosis.profile: what is malformed in one counts as none. */
static void test_connection_profile(void)
{
    static const struct {
        const char *profile;
        bool given, here;
    } rows[] = {
        {"{\"host\": \"H\", \"port\": 21, \"greeting\": \"ab\", \"features\": null}", true, true},
        {"{\"host\": \"h\", \"port\": 21, \"greeting\": \"ab\", \"features\": []}", true, true},
        {"{\"host\": \"g\", \"port\": 21, \"greeting\": \"ab\", \"features\": []}", true, false},
        {"{\"host\": \"h\", \"port\": 22, \"greeting\": \"ab\", \"features\": []}", true, false},
        {"{\"port\": 21, \"greeting\": \"ab\", \"features\": []}", true, false},
        {"{\"host\": \"h\", \"port\": 21, \"greeting\": \"ab\"}", false, false},
        {"{\"host\": \"h\", \"port\": 21, \"features\": []}", false, false},
        {"{\"host\": \"h\", \"port\": 21, \"greeting\": 7, \"features\": []}", false, false},
        {"{\"host\": \"h\", \"port\": 21, \"greeting\": \"ab\", \"features\": {}}", false, false},
        {"[]", false, false},
        {"null", false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ftp_connection_config config;
        struct ftp_error error;
        char json[512];
        snprintf(json, sizeof json, "{\"host\": \"h\", \"serverProfile\": %s}", rows[i].profile);
        CU_ASSERT_FATAL(parse(json, &config, &error));
        CU_ASSERT_EQUAL(config.profile.given, rows[i].given);
        CU_ASSERT_EQUAL(config.profile.here, rows[i].here);
        ftp_connection_config_done(&config);
    }
}

static void test_connection_profile_values(void)
{
    struct ftp_connection_config config;
    struct ftp_error error;
    CU_ASSERT_FATAL(parse("{\"host\": \"h\", \"serverProfile\": {\"host\": \"h\", \"port\": 21, "
                          "\"greeting\": \"ab\", "
                          "\"features\": [\"MLST type*;size;\", \"REST STREAM\", \"SI\\u0001ZE\", "
                          "5], \"mlsd\": false, "
                          "\"size\": true}}",
        &config, &error));
    const struct ftp_features *features = &config.profile.features;
    CU_ASSERT(features->feat_known && features->mlst && features->rest_stream);
    CU_ASSERT_EQUAL(features->facts_enabled, FTP_FACT_TYPE);
    CU_ASSERT(!features->size && !features->utf8);
    CU_ASSERT(config.profile.no_mlsd && !config.profile.no_size && !config.profile.no_epsv);
    CU_ASSERT_STRING_EQUAL(config.profile.greeting, "ab");
    ftp_connection_config_done(&config);
}

static void test_connection_values(void)
{
    struct ftp_connection_config config;
    struct ftp_error error;
    CU_ASSERT_FATAL(parse(
        "{\"host\": \"h\", \"port\": 990, \"sslMode\": \"implicit\", \"connectionMode\": "
        "\"active\", \"readTimeout\": 0, \"activePorts\": \"50000-50010\", \"minTlsVersion\": "
        "\"1.3\", \"sessionReuse\": \"off\", \"userName\": \"  \", \"verifyHostname\": false}",
        &config, &error));
    CU_ASSERT_EQUAL(config.port, 990);
    CU_ASSERT_EQUAL(config.ssl_mode, FTP_SSL_IMPLICIT);
    CU_ASSERT_EQUAL(config.session_reuse, FTP_REUSE_OFF);
    CU_ASSERT_EQUAL(config.read_timeout_ms, 0);
    CU_ASSERT_EQUAL(config.active_port_low, 50000);
    CU_ASSERT_EQUAL(config.active_port_high, 50010);
    CU_ASSERT(config.active && config.tls13_only && !config.verify_host_name);
    CU_ASSERT_STRING_EQUAL(config.user_name, "anonymous");
    ftp_connection_config_done(&config);
}

static void test_connection_identity(void)
{
    struct ftp_connection_config config;
    struct ftp_error error;
    CU_ASSERT_FATAL(
        parse("{\"host\": \"h\", \"sslMode\": \"explicit\", \"dataProtection\": \"clear\", "
              "\"serverName\": \"n\", \"pinnedPublicKey\": \"p\", \"requireCloseNotify\": "
              "false, \"receiptHash\": \"sha256\", \"clientCertificate\": {\"certificate\": \"c\", \"key\": \" \"}}",
            &config, &error));
    CU_ASSERT_EQUAL(config.data_protection, FTP_DATA_CLEAR);
    CU_ASSERT_TRUE(config.receipt_hash);
    CU_ASSERT_FALSE(config.require_close_notify);
    CU_ASSERT_STRING_EQUAL(config.server_name, "n");
    CU_ASSERT_STRING_EQUAL(config.pinned_keys, "p");
    CU_ASSERT_STRING_EQUAL(config.client_certificate.certificate, "c");
    CU_ASSERT_STRING_EQUAL(config.client_certificate.key, "");
    ftp_connection_config_done(&config);
}

static void test_connection_proxy(void)
{
    struct ftp_connection_config config;
    struct ftp_error error;
    CU_ASSERT_FATAL(parse("{\"host\": \"h\", \"proxy\": \"socks5://me@p\"}", &config, &error));
    CU_ASSERT_EQUAL(config.proxy.kind, FTP_PROXY_SOCKS5);
    CU_ASSERT_STRING_EQUAL(config.proxy.host, "p");
    CU_ASSERT_STRING_EQUAL(config.proxy.user, "me");
    CU_ASSERT_EQUAL(config.proxy.port, 1080);
    ftp_connection_config_done(&config);
    CU_ASSERT_FATAL(parse("{\"host\": \"h\", \"proxy\": \"\"}", &config, &error));
    CU_ASSERT_EQUAL(config.proxy.kind, FTP_PROXY_NONE);
    ftp_connection_config_done(&config);
}

static void test_connection_refused(void)
{
    static const char *const bad[] = {"", "[]", "{", "{}", "{\"host\": \"\"}",
        "{\"host\": \"h\", \"sslMode\": \"implicit\", \"dataProtection\": \"clear\"}",
        "{\"host\": \"h\", \"proxy\": \"h:80\"}",
        "{\"host\": \"h\", \"proxy\": \"http://u:p@h:80\"}",
        "{\"host\": \"h\", \"proxy\": \"http://h:80\", \"connectionMode\": \"active\"}",
        "{\"host\": \"h\", \"activePorts\": \"9-1\"}"};
    struct ftp_connection_config config;
    struct ftp_error error;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        CU_ASSERT_FALSE(parse(bad[i], &config, &error));
        CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONFIG);
        CU_ASSERT(error.message[0] != '\0');
    }
}

/* connection.activePorts */
static void test_port_ranges(void)
{
    static const char *const bad[] = {
        "", "-", "1", "1-", "-1", "0-1", "2-1", "1-65536", "1-2-3", "a-b", " 1-2", "1-123456"};
    uint16_t low = 7, high = 8;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CU_ASSERT_FALSE(ftp_port_range_parse(bad[i], &low, &high));
    CU_ASSERT(low == 7 && high == 8);
    CU_ASSERT(ftp_port_range_parse("1-65535", &low, &high));
    CU_ASSERT(low == 1 && high == 65535);
}

/* create.temporaryExtension */
static void test_operation(void)
{
    static const char json[] = "{\"transferFormat\": \"ascii\", \"actionIfFileExists\": "
                               "\"append\", \"temporaryExtension\": \"tmp\"}";
    struct ftp_operation operation;
    struct ftp_error error = {0};
    CU_ASSERT_FATAL(
        ftp_operation_parse(FTP_ACTION_CREATE, json, sizeof json - 1, &operation, &error));
    CU_ASSERT(operation.ascii);
    CU_ASSERT_EQUAL(operation.if_exists, FTP_EXISTS_APPEND);
    CU_ASSERT_STRING_EQUAL(operation.temporary_extension, ".tmp");
    CU_ASSERT_EQUAL(operation.maximum, -1);
    ftp_operation_done(&operation);
    CU_ASSERT_FATAL(ftp_operation_parse(FTP_ACTION_CREATE, "{}", 2, &operation, &error));
    CU_ASSERT_EQUAL(operation.if_exists, FTP_EXISTS_ERROR);
    CU_ASSERT_STRING_EQUAL(operation.temporary_extension, "");
    ftp_operation_done(&operation);
}

/* filter.timestamp */
static void test_operation_refused(void)
{
    static const char filter[] =
        "{\"filter\": {\"property\": \"timestamp\", \"operator\": \"lt\", \"value\": \"today\"}}";
    struct ftp_operation operation;
    struct ftp_error error = {0};
    CU_ASSERT_FALSE(
        ftp_operation_parse(FTP_ACTION_QUERY, filter, sizeof filter - 1, &operation, &error));
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "Filter"));
    CU_ASSERT_PTR_NOT_NULL(strstr(error.hint, "yyyy-MM-dd HH:mm:ss.SSS"));
    CU_ASSERT_FALSE(ftp_operation_parse(FTP_ACTION_QUERY, "3", 1, &operation, &error));
    CU_ASSERT_EQUAL(ftp_action_of("rename"), FTP_ACTION_COUNT);
}

static bool parse_input(const char *id, size_t length, const char *properties,
    struct ftp_input_properties *ret, struct ftp_error *error)
{
    hawser_input input = {.size = sizeof input,
        .id = id,
        .id_length = length,
        .properties = properties,
        .properties_length = strlen(properties)};
    *error = (struct ftp_error){0};
    return ftp_input_properties_parse(&input, id != NULL, ret, error);
}

static void test_input(void)
{
    struct ftp_input_properties properties;
    struct ftp_error error;
    CU_ASSERT_FATAL(parse_input(NULL, 0,
        "{\"fileName\": \"a b\", \"remoteDirectory\": \" \", \"temporaryExtension\": \".x\"}",
        &properties, &error));
    CU_ASSERT_STRING_EQUAL(properties.name, "a b");
    CU_ASSERT_STRING_EQUAL(properties.remote_directory, "");
    CU_ASSERT_STRING_EQUAL(properties.temporary_extension, ".x");
    ftp_input_properties_done(&properties);
    CU_ASSERT_FATAL(parse_input("x/y", 3, "{}", &properties, &error));
    CU_ASSERT_STRING_EQUAL(properties.name, "x/y");
    ftp_input_properties_done(&properties);
}

/* Nothing that could begin a second command gets past here. */
/* protocol.C10 */
static void test_input_refused(void)
{
    struct ftp_input_properties properties;
    struct ftp_error error;
    CU_ASSERT_FALSE(parse_input("a\r\nDELE b", 9, "{}", &properties, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_BAD_NAME);
    CU_ASSERT_FALSE(parse_input("a\0b", 3, "{}", &properties, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_BAD_NAME);
    CU_ASSERT_FALSE(parse_input(NULL, 0, "{\"fileName\": \"a\\nb\"}", &properties, &error));
    CU_ASSERT_FALSE(
        parse_input(NULL, 0, "{\"remoteDirectory\": \"a\\u0000\"}", &properties, &error));
    CU_ASSERT_FALSE(
        parse_input(NULL, 0, "{\"temporaryExtension\": \"/../x\"}", &properties, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_BAD_NAME);
    CU_ASSERT_FALSE(parse_input(NULL, 0, "{\"fileName\": 7}", &properties, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONFIG);
    CU_ASSERT_FALSE(parse_input(NULL, 0, "[]", &properties, &error));
}

static void test_temporary_names(void)
{
    struct buffer one, other;
    char name[400];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    buffer_init(&one, 4096);
    buffer_init(&other, 4096);
    CU_ASSERT(ftp_temporary_name("a.csv", ".part", &one));
    CU_ASSERT(ftp_temporary_name("a.csv", ".part", &other));
    CU_ASSERT_EQUAL(strncmp(one.data, "a.csv.hawser-", 13), 0);
    CU_ASSERT_STRING_EQUAL(one.data + one.length - 5, ".part");
    CU_ASSERT_STRING_NOT_EQUAL(one.data, other.data);
    CU_ASSERT(ftp_temporary_name(name, ".part", &one));
    CU_ASSERT_EQUAL(one.length, 255);
    buffer_done(&one);
    buffer_done(&other);
}

static void test_transcript(void)
{
    struct ftp_transcript transcript = {0};
    char text[64];
    ftp_transcript_add(&transcript, '>', "NOOP", 4);
    ftp_transcript_add(&transcript, '<', "200 a\033b", 7);
    ftp_transcript_text(&transcript, text, sizeof text);
    CU_ASSERT_STRING_EQUAL(text, "> NOOP\n< 200 a?b\n");
    for (int i = 0; i < 40; i++)
        ftp_transcript_add(&transcript, '>', i % 2 ? "NOOP" : "PWD", i % 2 ? 4 : 3);
    ftp_transcript_text(&transcript, text, 16);
    CU_ASSERT_STRING_EQUAL(text, "> PWD\n> NOOP\n");
    ftp_transcript_text(&transcript, text, 1);
    CU_ASSERT_STRING_EQUAL(text, "");
}

static const struct suite_test tests[] = {
    {"connection: defaults", test_connection_defaults},
    {"connection: values", test_connection_values},
    {"connection: profile", test_connection_profile},
    {"connection: values of a profile", test_connection_profile_values},
    {"connection: identity", test_connection_identity},
    {"connection.proxy", test_connection_proxy},
    {"connection: refused", test_connection_refused},
    {"port ranges", test_port_ranges},
    {"operation", test_operation},
    {"operation: refused", test_operation_refused},
    {"input", test_input},
    {"input: refused", test_input_refused},
    {"temporary names", test_temporary_names},
    {"transcript", test_transcript},
};
SUITE_MAIN("ftp config", tests)
