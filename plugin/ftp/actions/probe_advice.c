/* SPDX-License-Identifier: Apache-2.0 */
/* Which field of the connection to change, where that can be said. */
#include "ftp/actions/probe_stages.h"

#include <string.h>

static bool implicit(const struct ftp_connection_config *config)
{
    return config->ssl_mode == FTP_SSL_IMPLICIT;
}

static bool implicit_on_plain_port(const struct ftp_connection_config *config)
{
    return implicit(config) && config->port == FTP_DEFAULT_PORT;
}

static bool clear_data(const struct ftp_connection_config *config)
{
    return config->data_protection == FTP_DATA_CLEAR;
}

static bool in_clear(const struct ftp_connection_config *config)
{
    return config->ssl_mode == FTP_SSL_NONE;
}

struct ftp_advice ftp_probe_advice(const struct probe *probe, const struct ftp_error *error)
{
    static const struct {
        enum ftp_fault fault;
        bool (*where)(const struct ftp_connection_config *config);
        struct ftp_advice advice;
    } all[] = {
        {FTP_FAULT_LOGIN_TLS_REQUIRED, in_clear,
            {"/sslMode", "SSL Mode", "explicit", 0, "the server wants TLS before the login"}},
        {FTP_FAULT_TLS_NOT_SPOKEN, implicit,
            {"/sslMode", "SSL Mode", "explicit", 0,
                "what answers on this port does not begin with TLS"}},
        {FTP_FAULT_CONNECT_REFUSED, implicit_on_plain_port,
            {"/port", "Port", NULL, FTP_IMPLICIT_PORT, "implicit TLS usually has this port"}},
        {FTP_FAULT_TLS_PROTECTION, clear_data,
            {"/dataProtection", "Data Protection", "private", 0,
                "the server wants data connections protected"}},
    };
    const char *login = buffer_text(&probe->session->login_directory);
    if (error->fault == FTP_FAULT_DIRECTORY_MISSING && *login)
        return (struct ftp_advice){"/remoteDirectory", "Remote Directory", login, 0,
            "the directory is not there; the login begins in this one"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].fault == error->fault && all[i].where(&probe->config))
            return all[i].advice;
    return (struct ftp_advice){0};
}

/* --- By trying -------------------------------------------------------------------------------- */

typedef bool (*change_fn)(struct ftp_connection_config *config);

static bool reuse(struct ftp_connection_config *config)
{
    bool changed = config->ssl_mode != FTP_SSL_NONE && config->session_reuse != FTP_REUSE_AUTO;
    config->session_reuse = FTP_REUSE_AUTO;
    return changed;
}

static bool extended_passive(struct ftp_connection_config *config)
{
    bool changed = !config->active && config->extended_passive != FTP_EPSV_AUTO;
    config->extended_passive = FTP_EPSV_AUTO;
    return changed;
}

/* Automatic takes PASV only where EPSV fails before the data connection is made. */
static bool plain_passive(struct ftp_connection_config *config)
{
    bool changed = !config->active && config->extended_passive != FTP_EPSV_NEVER;
    config->extended_passive = FTP_EPSV_NEVER;
    return changed;
}

static bool passive_address(struct ftp_connection_config *config)
{
    bool changed = !config->active && config->trust_passive_address;
    config->trust_passive_address = false;
    return changed;
}

static bool other_mode(struct ftp_connection_config *config)
{
    config->active = !config->active;
    return true;
}

static struct ftp_advice of_mode(const struct probe *probe)
{
    const char *mode = probe->config.active ? "passive" : "active";
    return (struct ftp_advice){"/connectionMode", "Connection Mode", mode, 0,
        "data connections fail in the one mode and work in the other"};
}

bool ftp_probe_alternatives(
    struct probe *probe, struct ftp_advice *ret_advice, struct ftp_error *error)
{
    static const struct {
        change_fn change;
        struct ftp_advice advice;
    } all[] = {
        {reuse, {"/sessionReuse", "TLS Session Reuse", "auto", 0, "data connections work with it"}},
        {extended_passive, {"/extendedPassive", "Extended Passive Mode", "auto", 0,
                               "data connections work with it"}},
        {passive_address, {"/passiveAddress", "Passive Address", "auto", 0,
                              "the address that the server names can't be reached, its own can"}},
        {plain_passive, {"/extendedPassive", "Extended Passive Mode", "never", 0,
                            "data connections work by PASV and not by EPSV"}},
        {other_mode, {0}},
    };
    *ret_advice = (struct ftp_advice){0};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct ftp_listing_report report;
        struct ftp_error why = {0};
        struct ftp_connection_config config = probe->config;
        if (!all[i].change(&config))
            continue;
        if (ftp_probe_list(probe, &config, &report, &why)) {
            *ret_advice = all[i].advice.field ? all[i].advice : of_mode(probe);
            return true;
        }
        if (ftp_probe_is_over(&why)) {
            *error = why;
            return false;
        }
    }
    return true;
}
