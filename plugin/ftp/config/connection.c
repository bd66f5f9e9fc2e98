/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/config/connection.h"

#include "ftp/config/encode.h"
#include "ftp/config/json.h"

#include <stdlib.h>
#include <string.h>

enum { MS_PER_S = 1000, SECONDS_MOST = 86400 };

static uint32_t timeout_of(const json_t *object, const char *name)
{
    int64_t value = ftp_json_integer(object, name, FTP_DEFAULT_TIMEOUT_MS);
    if (value < 0)
        return FTP_DEFAULT_TIMEOUT_MS;
    return value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

static uint32_t seconds_of(const json_t *object, const char *name)
{
    int64_t value = ftp_json_integer(object, name, 0);
    if (value < 0)
        return 0;
    return value > SECONDS_MOST ? SECONDS_MOST : (uint32_t)value;
}

static uint16_t port_of(const json_t *object)
{
    int64_t value = ftp_json_integer(object, "port", FTP_DEFAULT_PORT);
    return value >= 1 && value <= UINT16_MAX ? (uint16_t)value : FTP_DEFAULT_PORT;
}

static unsigned retries_of(const json_t *object)
{
    int64_t value = ftp_json_integer(object, "maxRetries", FTP_DEFAULT_RETRIES);
    return value >= 0 && value <= FTP_RETRIES_MOST ? (unsigned)value : FTP_DEFAULT_RETRIES;
}

static unsigned parallelism_of(const json_t *object)
{
    int64_t value = ftp_json_integer(object, "parallelism", 0);
    return value >= 1 && value <= FTP_PARALLEL_MOST ? (unsigned)value : 0;
}

static bool number_of(const char *digits, size_t length, uint16_t *ret_number)
{
    uint32_t number = 0;
    if (length == 0 || length > 5)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (digits[i] < '0' || digits[i] > '9')
            return false;
        number = number * 10 + (uint32_t)(digits[i] - '0');
    }
    if (number < 1 || number > UINT16_MAX)
        return false;
    *ret_number = (uint16_t)number;
    return true;
}

bool ftp_port_range_parse(const char *text, uint16_t *ret_low, uint16_t *ret_high)
{
    const char *dash = strchr(text, '-');
    uint16_t low, high;
    if (!dash || !number_of(text, (size_t)(dash - text), &low) ||
        !number_of(dash + 1, strlen(dash + 1), &high) || low > high)
        return false;
    *ret_low = low;
    *ret_high = high;
    return true;
}

static char *text_or_blank(const json_t *object, const char *name)
{
    return ftp_json_blank(object, name) ? strdup("") : ftp_json_text(object, name, "");
}

static char *time_zone_of(const json_t *object)
{
    const char *name = json_string_value(json_object_get(object, "serverTimeZone"));
    return name && strcmp(name, "auto") == 0 ? strdup("") : text_or_blank(object, "serverTimeZone");
}

static bool read_client_certificate(
    const json_t *connection, struct ftp_client_certificate *certificate)
{
    const json_t *object = json_object_get(connection, "clientCertificate");
    certificate->certificate = text_or_blank(object, "certificate");
    certificate->key = text_or_blank(object, "key");
    return certificate->certificate && certificate->key;
}

/* What comes after SITE: whoever wrote the schema's pattern away can't add a command. */
static bool read_site_commands(const json_t *object, struct ftp_connection_config *config)
{
    const json_t *list = json_object_get(object, "siteCommands");
    for (size_t i = 0; i < json_array_size(list) && i < FTP_SITE_COMMANDS_MOST; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (!text || !(config->site_commands[i] = strdup(text)))
            return false;
        config->site_command_count = i + 1;
    }
    return true;
}

static bool read_texts(const json_t *object, struct ftp_connection_config *config)
{
    bool anonymous = ftp_json_blank(object, "userName");
    config->host = ftp_json_text(object, "host", "");
    config->user_name = anonymous ? strdup("anonymous") : ftp_json_text(object, "userName", "");
    config->remote_directory = text_or_blank(object, "remoteDirectory");
    config->active_address = ftp_json_text(object, "activeAddress", "");
    config->server_name = text_or_blank(object, "serverName");
    config->pinned_keys = text_or_blank(object, "pinnedPublicKey");
    config->server_time_zone = time_zone_of(object);
    return config->host && config->user_name && config->remote_directory &&
           config->active_address && config->server_name && config->pinned_keys &&
           config->server_time_zone &&
           read_client_certificate(object, &config->client_certificate) &&
           read_site_commands(object, config);
}

static bool read_proxy(
    const json_t *object, struct ftp_connection_config *config, struct ftp_error *error)
{
    const char *text = json_string_value(json_object_get(object, "proxy"));
    if (!text || !*text)
        return true;
    enum ftp_proxy_url_problem problem = ftp_proxy_url_parse(text, &config->proxy);
    if (problem != FTP_PROXY_URL_GOOD) {
        ftp_error_set(error, FTP_FAULT_CONFIG, "%s", ftp_proxy_url_message(problem));
        ftp_error_hint(error, "%s", ftp_proxy_url_hint(problem));
        return false;
    }
    return !config->active || ftp_error_set(error, FTP_FAULT_CONFIG,
                                  "Connection Mode can't be active where Proxy is set");
}

static void read_choices(const json_t *object, struct ftp_connection_config *config)
{
    static const char *const ssl_modes[] = {"none", "explicit", "implicit"};
    static const char *const reuses[] = {"auto", "required", "off"};
    static const char *const extended[] = {"auto", "always", "never"};
    static const char *const modes[] = {"passive", "active"};
    static const char *const versions[] = {"1.2", "1.3"};
    static const char *const sources[] = {"auto", "control", "reply"};
    static const char *const protections[] = {"private", "clear"};
    static const char *const hashes[] = {"none", "sha256"};
    config->ssl_mode = (enum ftp_ssl_mode)ftp_json_choice(object, "sslMode", ssl_modes, 3, 0);
    config->session_reuse =
        (enum ftp_session_reuse)ftp_json_choice(object, "sessionReuse", reuses, 3, 0);
    config->data_protection =
        (enum ftp_data_protection)ftp_json_choice(object, "dataProtection", protections, 2, 0);
    config->extended_passive =
        (enum ftp_extended_passive)ftp_json_choice(object, "extendedPassive", extended, 3, 0);
    config->trust_passive_address = ftp_json_choice(object, "passiveAddress", sources, 3, 0) == 2;
    config->receipt_hash = ftp_json_choice(object, "receiptHash", hashes, 2, 0) == 1;
    config->active = ftp_json_choice(object, "connectionMode", modes, 2, 0) == 1;
    config->tls13_only = ftp_json_choice(object, "minTlsVersion", versions, 2, 0) == 1;
}

bool ftp_connection_config_parse(const char *json, size_t length,
    struct ftp_connection_config *ret_config, struct ftp_error *error)
{
    struct ftp_connection_config config = {0};
    json_auto_t *object = ftp_json_read(json, length, "the connection", error);
    if (!object)
        return false;
    config.port = port_of(object);
    config.connection_timeout_ms = timeout_of(object, "connectionTimeout");
    config.read_timeout_ms = timeout_of(object, "readTimeout");
    config.max_retries = retries_of(object);
    int64_t rate = ftp_json_integer(object, "rateLimit", 0);
    config.rate_limit = rate > 0 ? (uint64_t)rate : 0;
    int64_t speed = ftp_json_integer(object, "minimumSpeed", FTP_DEFAULT_SPEED);
    config.minimum_speed = speed > 0 && speed <= FTP_SPEED_MOST ? (uint64_t)speed : 0;
    config.parallelism = parallelism_of(object);
    config.keep_alive_ms = seconds_of(object, "keepAlive") * MS_PER_S;
    config.verify_certificate = ftp_json_bool(object, "verifyCertificate", true);
    config.verify_host_name = ftp_json_bool(object, "verifyHostname", true);
    config.require_close_notify = ftp_json_bool(object, "requireCloseNotify", true);
    read_choices(object, &config);
    if (!read_proxy(object, &config, error))
        return false;
    const char *range = json_string_value(json_object_get(object, "activePorts"));
    if (range && *range &&
        !ftp_port_range_parse(range, &config.active_port_low, &config.active_port_high))
        return ftp_error_set(error, FTP_FAULT_CONFIG,
            "Active Ports must be \"low-high\", such as 50000-50100; it is \"%s\"", range);
    if (!read_texts(object, &config)) {
        ftp_connection_config_done(&config);
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the connection's settings");
    }
    if (config.data_protection == FTP_DATA_CLEAR && config.ssl_mode == FTP_SSL_IMPLICIT) {
        ftp_connection_config_done(&config);
        return ftp_error_set(error, FTP_FAULT_CONFIG,
            "Data Protection can be clear only where SSL Mode is explicit");
    }
    if (!*config.host) {
        ftp_connection_config_done(&config);
        return ftp_error_set(error, FTP_FAULT_CONFIG, "Host is missing");
    }
    ftp_profile_read(object, config.host, config.port, &config.profile);
    if (!ftp_encode_connection(
            json_string_value(json_object_get(object, "encoding")), &config, error)) {
        ftp_connection_config_done(&config);
        return false;
    }
    *ret_config = config;
    return true;
}

void ftp_connection_config_done(struct ftp_connection_config *config)
{
    free(config->host);
    free(config->user_name);
    free(config->remote_directory);
    free(config->active_address);
    free(config->server_name);
    for (size_t i = 0; i < config->site_command_count; i++)
        free(config->site_commands[i]);
    free(config->pinned_keys);
    free(config->server_time_zone);
    free(config->client_certificate.certificate);
    free(config->client_certificate.key);
    *config = (struct ftp_connection_config){0};
}
