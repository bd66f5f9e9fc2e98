/* SPDX-License-Identifier: Apache-2.0 */
/* What drives one transfer: control and data connection in turn, without waiting, until both are done. For transfer.c
 * and the pump's own files. */
#ifndef HAWSER_FTP_SESSION_PUMP_H
#define HAWSER_FTP_SESSION_PUMP_H

#include "ftp/session/keep_alive.h"
#include "ftp/session/rate.h"
#include "ftp/session/speed.h"
#include "ftp/session/transfer.h"

enum { FTP_PUMP_BUFFER = 64 * 1024 };

/* What one step of one side came to. */
enum ftp_step { STEP_MOVED, STEP_WAITS, STEP_FAILED };

/* How bytes pass by the buffer. For pump_direct.c. */
struct ftp_pump_direct {
    bool off;       /* it does not work in this transfer */
    int descriptor; /* the caller's, and where the next byte belongs in it */
    uint64_t offset;
    int pipe[2]; /* between socket and descriptor; -1: not open */
    size_t held; /* bytes in it */
};

struct ftp_pump {
    struct ftp_session *session;
    struct ftp_transfer *transfer;
    struct ftp_data data;
    struct ftp_keep_alive keep;
    struct ftp_rate rate;
    struct ftp_speed speed;
    struct ftp_pump_direct direct;
    char *buffer;
    size_t held, sent; /* upload: bytes in the buffer, and of them sent */
    bool source_ended; /* upload: the source has no more bytes */
    bool finished;     /* upload: our end of data is sent */
    bool closed;       /* the data connection is of no more use */
    bool asked;        /* the command went out, or a part of it */
    bool facts_owed; /* the replies to what stands before the command were not read yet: to SIZE, */
    bool time_owed;  /* and to MDTM */
    bool unwanted;   /* the caller did not want it any more, once he knew what was found */
    bool refused;    /* the server said no */
    bool silent;     /* it said that it is done, and never that it begins */
    bool touched;    /* the caller gave or took bytes */
    bool waits_for_noops; /* all is over but for them */
    bool probes_order;    /* the NOOP that is owed says whether the server keeps the order */
    bool disturbs;        /* what stands behind the command may come while the transfer runs */
    bool unbidden;        /* upload: a buffer of bytes goes before the server consents */
    unsigned doubts;      /* refusals that are the transfer's or those of the commands behind it */
    struct ftp_error doubt; /* the first */
    bool parts, parted;     /* download: our end of the connection is to be sent first, and was */
    uint64_t wait_ns;       /* download: how long after that, and our end, the completion came */
    uint64_t ended_at;      /* download: when the data ended; 0: not yet */
    uint64_t until;         /* the read timeout, from the last progress */
    uint64_t looked;        /* when the call's limits were last looked at */
    bool hears, moves;      /* control and data connection: a step is worth a try */
    unsigned begun;         /* preliminary replies */
};

/* Something moved: the read timeout begins anew. */
void ftp_pump_progress(struct ftp_pump *pump);

/* pump_control.c: the next reply, if there is one. */
enum ftp_step ftp_pump_control(struct ftp_pump *pump, struct ftp_error *error);
/* Whether a reply can still come that concerns the transfer. */
bool ftp_pump_listens(const struct ftp_pump *pump);
/* A refusal, with its reason as an error. */
void ftp_pump_name_refusal(
    struct ftp_pump *pump, const struct ftp_reply *reply, struct ftp_error *error);
enum ftp_step ftp_pump_refuse(
    struct ftp_pump *pump, const struct ftp_reply *reply, struct ftp_error *error);

/* pump_data.c: the next piece of the data connection: opening, bytes, or its end. */
enum ftp_step ftp_pump_data(struct ftp_pump *pump, struct ftp_error *error);

/* pump.c: all of it, to the completion reply and the end of data. */
bool ftp_pump_drive(struct ftp_pump *pump, struct ftp_error *error);

/* Upload: whether its next bytes may go. */
bool ftp_pump_may_send(const struct ftp_pump *pump);

/* Whether an error is only the data connection's own breaking: an identity that does not hold is never explained away by
 * what the server says, and a fault on this side has its reason already. */
bool ftp_pump_data_broke(const struct ftp_pump *pump, const struct ftp_error *error);

#endif
