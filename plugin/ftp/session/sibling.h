/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one session of a connection spares the next: it is not asked again for what the server told before, and what is left
 * to ask leaves in one piece. Only the login itself stays as it is. A session that does not get through so is one that the
 * connection does without, as if the server had refused it.
 */
#ifndef HAWSER_FTP_SESSION_SIBLING_H
#define HAWSER_FTP_SESSION_SIBLING_H

#include "common/buffer.h"
#include "ftp/config/profile.h"
#include "ftp/protocol/fault.h"
#include "ftp/protocol/feat.h"

#include <stdbool.h>
#include <stdint.h>

struct ftp_session;

/* What the server was found not to do, so that it is not asked again in this session. */
struct ftp_refused {
    bool epsv, mlsd, mlst, size, mdtm, passive_nat_seen;
};

struct ftp_sibling {
    bool known;
    char greeting[FTP_PROFILE_DIGEST_SIZE]; /* of the same server, or nothing of it holds */
    struct ftp_features features;
    struct ftp_refused refused;
    struct buffer directory; /* where it stood, absolute; empty: where a login begins */
    int type;                /* enum ftp_type */
};

/* Takes down what this session knows, where its server takes commands in one piece as far as it has shown. Otherwise leaves
 * *sibling as it is. Whoever calls has the session. */
void ftp_sibling_note(struct ftp_sibling *sibling, const struct ftp_session *session);
/* For a session that is not logged in. */
void ftp_sibling_tell(const struct ftp_sibling *sibling, struct ftp_session *session);
void ftp_sibling_done(struct ftp_sibling *sibling);

/* Whether the session that is being made can go by it. */
bool ftp_sibling_helps(const struct ftp_session *session);
/* In place of FEAT, OPTS, PWD, TYPE and CWD in turn. On failure the session is dead. */
bool ftp_sibling_discover(struct ftp_session *session, struct ftp_error *error);

#endif
