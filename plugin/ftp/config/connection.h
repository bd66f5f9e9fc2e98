/* SPDX-License-Identifier: Apache-2.0 */
/* The connection tab as a plain struct. */
#ifndef HAWSER_FTP_CONFIG_CONNECTION_H
#define HAWSER_FTP_CONFIG_CONNECTION_H

#include "common/encoding.h"
#include "ftp/config/profile.h"
#include "ftp/protocol/fault.h"
#include "ftp/transport/proxy_url.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ftp_ssl_mode { FTP_SSL_NONE, FTP_SSL_EXPLICIT, FTP_SSL_IMPLICIT };
enum ftp_session_reuse { FTP_REUSE_AUTO, FTP_REUSE_REQUIRED, FTP_REUSE_OFF };
enum ftp_data_protection { FTP_DATA_PRIVATE, FTP_DATA_CLEAR };
enum ftp_extended_passive { FTP_EPSV_AUTO, FTP_EPSV_ALWAYS, FTP_EPSV_NEVER };

enum { FTP_SITE_COMMANDS_MOST = 16, FTP_PARALLEL_MOST = 16 };
enum { FTP_DEFAULT_PORT = 21, FTP_IMPLICIT_PORT = 990, FTP_DEFAULT_TIMEOUT_MS = 60000 };
enum { FTP_DEFAULT_RETRIES = 6, FTP_RETRIES_MOST = 100 };
enum { FTP_DEFAULT_SPEED = 1, FTP_SPEED_MOST = 1000000000 };

/* What this side shows to a server that asks who it is. Texts are "" where blank. */
struct ftp_client_certificate {
    char *certificate; /* a file, PEM or PKCS #12, or a pkcs11: URL; "": none is shown */
    char *key;         /* a file or URL; "": in the same file */
};

struct ftp_connection_config {
    struct encoding encoding; /* of names; the texts that go to the server are in it */
    char *host;
    char *remote_directory; /* "" where blank */
    char *user_name;        /* "anonymous" where blank */
    char *active_address;   /* "" where blank */
    char *server_name;      /* "" where blank: the host's */
    char *pinned_keys;      /* "" where blank: any */
    char *server_time_zone; /* "" where it is auto */
    struct ftp_client_certificate client_certificate;
    struct ftp_proxy_url proxy; /* its kind is FTP_PROXY_NONE where blank */
    struct ftp_profile profile;
    uint16_t port;
    uint16_t active_port_low, active_port_high; /* 0, 0: any */
    uint32_t connection_timeout_ms;             /* 0: for ever */
    uint32_t read_timeout_ms;                   /* 0: for ever */
    unsigned max_retries;                       /* interruptions of one file's transfer */
    uint64_t rate_limit;                        /* bytes a second; 0: none */
    uint64_t minimum_speed;                     /* bytes a second; 0: none */
    unsigned parallelism;                       /* sessions at once; 0: as many as pay */
    uint32_t keep_alive_ms;                     /* between NOOPs in a transfer; 0: none */
    char *site_commands[FTP_SITE_COMMANDS_MOST];
    size_t site_command_count;
    bool trust_passive_address; /* data goes where a 227 reply says */
    bool active;
    bool tls13_only;
    bool verify_certificate;
    bool verify_host_name;
    bool require_close_notify;
    bool receipt_hash; /* a SHA-256 of what passes, and the server's checksum compared */
    enum ftp_ssl_mode ssl_mode;
    enum ftp_session_reuse session_reuse;
    enum ftp_data_protection data_protection; /* private unless sslMode is explicit */
    enum ftp_extended_passive extended_passive;
};

/* Reads JSON that passed validation; what is missing gets its default. On failure nothing is kept.
 */
bool ftp_connection_config_parse(const char *json, size_t length,
    struct ftp_connection_config *ret_config, struct ftp_error *error);
void ftp_connection_config_done(struct ftp_connection_config *config);

/* "lo-hi" with 1 <= lo <= hi <= 65535. */
bool ftp_port_range_parse(const char *text, uint16_t *ret_low, uint16_t *ret_high);

#endif
