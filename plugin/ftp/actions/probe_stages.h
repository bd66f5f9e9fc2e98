/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of a live test. Each emits itself, and returns whether the next may follow. */
#ifndef HAWSER_FTP_ACTIONS_PROBE_STAGES_H
#define HAWSER_FTP_ACTIONS_PROBE_STAGES_H

#include "ftp/emit/profile.h"

struct probe {
    struct ftp_session *session;
    struct ftp_connection_config
        config;                        /* as given, without its Server Profile; members borrowed */
    uint64_t until;                    /* the connection timeout, from resolve to login */
    struct buffer directory;           /* in which all is tried */
    struct ftp_listing_report listing; /* in the way the connection is set to */
    struct ftp_learning learning;
    bool clock_known; /* the write probe saw the server's clock */
    int64_t skew;     /* seconds by which it is ahead of ours */
};

/* --- What all share (probe.c) ------------------------------------------------------------------ */

struct ftp_stage ftp_probe_begin(const char *name);
/* Emits it as passed, or as failed with `error`. */
bool ftp_probe_end(
    struct probe *probe, struct ftp_stage *stage, bool done, struct ftp_error *error);
/* Emits it with this status, and `why` where that is not NULL: the next may follow. */
bool ftp_probe_say(struct probe *probe, struct ftp_stage *stage, enum ftp_stage_status status,
    const struct ftp_error *why, struct ftp_error *error);

/* Whatever the last attempt did to it, the session is fit again and stands in the directory, with
 * the settings of the connection. */
bool ftp_probe_steady(struct probe *probe, struct ftp_error *error);

/* A fault that ends all: the call is over, or memory is. */
bool ftp_probe_is_over(const struct ftp_error *error);

/* --- What to change (probe_advice.c) ----------------------------------------------------------- */

/* Where an error leaves one thing to change. */
struct ftp_advice ftp_probe_advice(const struct probe *probe, const struct ftp_error *error);
/* The listing that failed works with one setting changed: which. field NULL: with none. False: the
 * call is over. */
bool ftp_probe_alternatives(
    struct probe *probe, struct ftp_advice *ret_advice, struct ftp_error *error);

/* --- The stages -------------------------------------------------------------------------------- */

/* probe_login.c */
bool ftp_probe_resolve(struct probe *probe, struct ftp_error *error);
bool ftp_probe_connect(struct probe *probe, struct ftp_error *error);
bool ftp_probe_tls(struct probe *probe, struct ftp_error *error);
bool ftp_probe_auth(struct probe *probe, struct ftp_error *error);
bool ftp_probe_features(struct probe *probe, struct ftp_error *error);
bool ftp_probe_directory(struct probe *probe, struct ftp_error *error);

/* probe_data.c */
/* Lists the directory with these settings in the place of the connection's. */
bool ftp_probe_list(struct probe *probe, const struct ftp_connection_config *config,
    struct ftp_listing_report *ret_report, struct ftp_error *error);
bool ftp_probe_data(struct probe *probe, struct ftp_error *error);
bool ftp_probe_passive(struct probe *probe, struct ftp_error *error);
bool ftp_probe_active(struct probe *probe, struct ftp_error *error);
bool ftp_probe_reuse(struct probe *probe, struct ftp_error *error);

/* probe_commands.c */
bool ftp_probe_mlsd(struct probe *probe, struct ftp_error *error);
bool ftp_probe_rest(struct probe *probe, struct ftp_error *error);
bool ftp_probe_utf8(struct probe *probe, struct ftp_error *error);
bool ftp_probe_clock(struct probe *probe, struct ftp_error *error);

/* probe_write.c */
bool ftp_probe_write(struct probe *probe, struct ftp_error *error);

#endif
