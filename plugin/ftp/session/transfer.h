/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One transfer: a command, a data connection and the reply that ends it. Control and data are
 * driven together, because servers reply before, between and after the bytes. A transfer is done
 * when the data ended in order (over TLS: close_notify) and the server gave a completion reply;
 * anything less is an error.
 */
#ifndef HAWSER_FTP_SESSION_TRANSFER_H
#define HAWSER_FTP_SESSION_TRANSFER_H

#include "ftp/session/data.h"
#include "ftp/session/lookup.h"
#include "ftp/session/refusal.h"

/* Takes bytes that came; false ends the transfer, error is set. */
typedef bool (*ftp_consume_fn)(
    void *user, const char *bytes, size_t length, struct ftp_error *error);
/* Gives up to `capacity` bytes to send; *ret_length 0: there are no more. False: error is set. */
typedef bool (*ftp_produce_fn)(
    void *user, char *buffer, size_t capacity, size_t *ret_length, struct ftp_error *error);

/* Where the next byte belongs, or comes from, in a descriptor, so that bytes need not pass through this process. False:
 * they have to, from here to the end. */
typedef bool (*ftp_where_fn)(void *user, int *ret_descriptor, uint64_t *ret_offset);
/* So many bytes went that way. */
typedef void (*ftp_moved_fn)(void *user, uint64_t length);

struct ftp_transfer;
/* Of a file of which the caller has asked nothing: what the server answered to SIZE and MDTM, before a byte of it came. It
 * may set what depends on that: size_known, size, more_follow. False ends the transfer, error is set. */
typedef bool (*ftp_found_fn)(
    struct ftp_transfer *transfer, const struct ftp_found *found, struct ftp_error *error);

struct ftp_transfer {
    /* set by the caller */
    enum ftp_doing doing;
    const char *verb;
    const char *argument;   /* NULL: none */
    const char *what;       /* for messages: "reading /in/a.csv" */
    ftp_consume_fn consume; /* one of the two */
    ftp_produce_fn produce;
    ftp_where_fn where; /* NULL: there is no descriptor; else both */
    ftp_moved_fn moved;
    ftp_found_fn found; /* download; NULL: SIZE and MDTM are not asked before it */
    void *user;
    bool size_known; /* `size` bytes should come, no more and no less */
    uint64_t size;
    bool may_be_silent; /* a completion reply without a preliminary one may mean no data (listings)
                         */
    uint64_t restart;   /* REST before it (RFC 3659, 5), where not 0 */
    bool may_be_early;  /* it may be asked for before its data connection is there */
    bool more_follow;   /* this one is short, and another is likely to come next */
    bool more_if_short; /* that is likely, where `found` has still to tell whether this one is */
    bool size_wanted;   /* once it is done, which will be soon, SIZE will be asked for */

    /* set by ftp_transfer_run */
    uint64_t bytes; /* moved over the data connection */
    int reply;      /* the last reply's code; 0: none */
    bool began;     /* a preliminary reply came: the server may have changed something */
    bool acted;     /* of a transfer that failed: the server may have made or emptied the file */
    bool completed; /* a completion reply came */
    bool ended;     /* the data ended in order */
    bool unclosed;  /* it did not (TLS), but all bytes had come, and the connection allows it */
    bool restart_refused; /* the server does not take REST: nothing was transferred */
    bool listing_cut;     /* the completion reply says that a listing is not whole */
    bool none_there;      /* it was refused in words that say that there are no files */
    bool too_early; /* it failed because it was; nothing came or went, and the session is dead */
    bool touched;   /* the caller gave or took bytes */
    bool encrypted;
    struct ftp_tls_facts tls;
};

/*
 * Runs it over a session that stands in the right directory, with the right type. On failure the
 * session is left fit for the next command where that is possible, else dead.
 */
bool ftp_transfer_run(
    struct ftp_session *session, struct ftp_transfer *transfer, struct ftp_error *error);

/* The same without a second login. *ret_touched: whether bytes went to or came from the caller. */
bool ftp_transfer_once(struct ftp_session *session, struct ftp_transfer *transfer,
    bool *ret_touched, struct ftp_error *error);

#endif
