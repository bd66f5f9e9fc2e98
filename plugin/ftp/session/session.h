/* SPDX-License-Identifier: Apache-2.0 */
/* One logged-in control connection, with what was learned of the server. */
#ifndef HAWSER_FTP_SESSION_SESSION_H
#define HAWSER_FTP_SESSION_SESSION_H

#include "ftp/config/connection.h"
#include "ftp/protocol/feat.h"
#include "ftp/session/control.h"
#include "ftp/session/early.h"
#include "ftp/session/sibling.h"
#include "ftp/transport/dial.h"
#include "ftp/transport/tls.h"

enum ftp_type { FTP_TYPE_UNSET, FTP_TYPE_IMAGE, FTP_TYPE_ASCII };

/* What is known of the server's checksums, besides what it offers. */
struct ftp_checksum_state {
    unsigned refused; /* a bit for each way to ask that it refused */
    unsigned chosen;  /* 1 + the enum ftp_sum that HASH computes; 0: the server's own choice */
    bool late;        /* an answer did not come in time: none is asked for any more */
};

/* Which clock MDTM goes by. */
enum ftp_mdtm_clock { FTP_MDTM_UNTOLD, FTP_MDTM_UTC, FTP_MDTM_LOCAL };

/* What is known of the server's clock; zone.h fills it. */
struct ftp_clock_facts {
    struct zone *zone; /* serverTimeZone; NULL: auto */
    enum ftp_mdtm_clock mdtm;
    bool compared;     /* LIST with MDTM: once is enough */
    bool offset_known; /* as LIST and MDTM show it; only where no zone is set */
    int32_t offset;    /* seconds that the server's clock is ahead of UTC */
    int64_t reference; /* when it was so, UTC */
};

struct ftp_session {
    const struct ftp_connection_config *config;
    const hawser_call *call;  /* of the present call */
    struct ftp_limits limits; /* of the present call */
    struct ftp_control control;
    struct ftp_addresses addresses;
    struct ftp_address peer; /* of the control connection: data connections go there; the proxy */
    struct ftp_tls *tls;     /* settings and trust; NULL in clear */
    struct ftp_tls_resume *resume;
    struct ftp_tls_leaf leaf;  /* of the control connection */
    uint64_t trust_generation; /* of the store from which `tls` was made */
    struct ftp_features features;
    struct ftp_refused refused;
    struct ftp_early early;
    struct ftp_clock_facts clock;
    struct buffer feature_lines; /* as FEAT gave them, apart by line ends; empty: not asked */
    char greeting[FTP_PROFILE_DIGEST_SIZE]; /* what the server is known again by */
    bool profiled;                          /* the Server Profile stands in for FEAT */
    bool told_more; /* it had to be told to use slashes in paths, or which facts to list */
    struct ftp_sibling sibling;    /* that was logged in before this one */
    bool epsv_spared;              /* EPSV is left out on its word */
    uint64_t understood;           /* control.not_understood when it was taken up */
    struct buffer login_directory; /* as PWD said after the login; empty: it did not */
    struct buffer directory; /* where the session stands, absolute; empty: at login_directory */
    enum ftp_type type;
    struct ftp_checksum_state checksums;
    uint64_t spent_ns; /* in the host, for secrets, while the present login went on */
    bool looks_only;   /* a dry run: nothing is sent whose effect is not known */
    bool greeted_in;   /* the greeting was 230: no login is needed */
    bool logged_in;
    bool protected_data; /* PROT P holds */
    uint64_t logins;     /* how often this session logged in */
};

void ftp_session_init(struct ftp_session *session, const struct ftp_connection_config *config);
/* Takes up a call: its limits, log and secrets hold until the next. */
void ftp_session_attach(struct ftp_session *session, const hawser_call *call);

/*
 * The steps of a login, in their order; ftp_session_ensure does them all. `until` bounds resolve to
 * login as a whole (the connection timeout). After a failure the session is dead, for the
 * caller to close.
 */
bool ftp_session_resolve(struct ftp_session *session, uint64_t until, struct ftp_error *error);
bool ftp_session_connect(struct ftp_session *session, uint64_t until, struct ftp_error *error);
bool ftp_session_greet(struct ftp_session *session, uint64_t until, struct ftp_error *error);
bool ftp_session_secure(struct ftp_session *session, uint64_t until, struct ftp_error *error);
bool ftp_session_login(struct ftp_session *session, uint64_t until, struct ftp_error *error);
bool ftp_session_discover(struct ftp_session *session, struct ftp_error *error);
/* FEAT, whatever a Server Profile said. A part of ftp_session_discover. */
bool ftp_session_learn(struct ftp_session *session, struct ftp_error *error);

/* A session that can be used: the open one if it is still good, else a new one. */
bool ftp_session_ensure(struct ftp_session *session, struct ftp_error *error);

/* TYPE, where it is not so already. */
bool ftp_session_type(struct ftp_session *session, enum ftp_type type, struct ftp_error *error);

/* One command whose completion is all that matters; the refusal of anything else is the caller's to
 * explain. */
bool ftp_session_ask(struct ftp_session *session, const char *verb, const char *argument,
    const struct ftp_reply **ret_reply, struct ftp_error *error);

/* What a session's waits are bound by, while it cleans up after a call that is over. */
struct ftp_grace {
    struct ftp_limits limits;
};
/* Where the call was cancelled or is late, lets the session do some last things all the same, in a
 * time that leaves the call within its second. Otherwise they may take `most_ms` (0: as long as
 * anything else), and end with the call. */
void ftp_session_begin_grace(
    struct ftp_session *session, uint32_t most_ms, struct ftp_grace *ret_before);
void ftp_session_end_grace(struct ftp_session *session, const struct ftp_grace *before);

/* QUIT where the session is healthy, then closes. `until` bounds the wait for the reply. */
void ftp_session_quit(struct ftp_session *session, uint64_t until);
void ftp_session_close(struct ftp_session *session);
void ftp_session_done(struct ftp_session *session);

#endif
