/* SPDX-License-Identifier: Apache-2.0 */
/* The bytes of one file into an output document, over as many connections as it takes. */
#ifndef HAWSER_FTP_ACTIONS_RECEIVE_H
#define HAWSER_FTP_ACTIONS_RECEIVE_H

#include "ftp/actions/fetch.h"
#include "ftp/actions/host.h"
#include "ftp/actions/sums.h"
#include "ftp/protocol/ascii.h"

enum {
    FTP_RECEIVE_OVERLAP = 4096,         /* bytes that are read again and compared */
    FTP_RECEIVE_ASK_TIME = 1024 * 1024, /* from this size on it pays to ask for the time before */
};

/* What tells one state of a file from another. */
struct ftp_version {
    bool size_known;
    uint64_t size;
    struct ftp_time modified; /* only where it is UTC to the second: what MDTM says later */
};

/* One document that is being received. The first seven are the caller's to set. */
struct ftp_receiving {
    struct ftp_run *run;
    const struct ftp_fetch *fetch;
    struct ftp_output *output;
    const char *operand;
    struct ftp_receipt *receipt;
    struct ftp_version source; /* that is being read */
    /* Opens the document once more is known of its source; NULL: it is open. */
    bool (*open)(struct ftp_receiving *receiving, struct ftp_error *error);

    struct ftp_sums sums; /* of what the document holds */
    struct ftp_ascii ascii;
    char *converted;   /* TYPE A: one piece of text, converted */
    uint64_t reached;  /* bytes of the file that the document holds */
    uint64_t position; /* in the file, of the byte that comes next */
    uint64_t resumed;  /* reached, when the present attempt began */
    uint64_t short_at; /* where the data last ended too early, though in order */
    uint64_t told_at;
    unsigned interruptions;
    unsigned fruitless;     /* of them, one after the other without a byte */
    bool differs;           /* the overlap is not what was read before */
    bool restart_refused;   /* the server does not take REST */
    struct ftp_error cause; /* what interrupted the transfer last */
};

/*
 * Reads the file into the open document. A lost connection is made again, and the transfer goes on
 * where it was, if the file is still the same; it starts over where it is not. True when the data
 * ended in order, the server confirmed it, and its size is what the server says, where it does; and
 * its checksum, where receiptHash asks for one.
 */
bool ftp_receive(struct ftp_receiving *receiving, struct ftp_error *error);

/* True where both are known well enough to tell that the file changed in between. */
bool ftp_version_differs(const struct ftp_version *before, const struct ftp_version *after);

/* What the server tells of the file now. False also where it tells that there is none any more. */
bool ftp_version_look(
    struct ftp_receiving *receiving, struct ftp_version *ret_now, struct ftp_error *error);

#endif
