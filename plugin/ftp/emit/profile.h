/* SPDX-License-Identifier: Apache-2.0 */
/* What was learned of a server, as the field Server Profile takes it. */
#ifndef HAWSER_FTP_EMIT_PROFILE_H
#define HAWSER_FTP_EMIT_PROFILE_H

#include "ftp/emit/stage.h"

enum ftp_learnt { FTP_UNTRIED, FTP_WORKS, FTP_FAILS };

struct ftp_learning {
    enum ftp_learnt extended_passive, plain_passive, active;
    enum ftp_learnt mlsd, rest, utf8;
    enum ftp_learnt session_resumed, session_required;
    enum ftp_learnt size, mdtm, mfmt, rename_over, append; /* the write probe's */
};

/* The facts of the stage that hands the profile over. */
struct ftp_facts *ftp_facts_profile(
    const struct ftp_session *session, const struct ftp_learning *learning);

#endif
