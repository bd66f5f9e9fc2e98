/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Everything that can go wrong, in one catalogue: a stable id, its class, when to try again,
 * whether it concerns one document (an application error) or the connection, and what a person
 * should change.
 */
#ifndef HAWSER_FTP_PROTOCOL_FAULT_H
#define HAWSER_FTP_PROTOCOL_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ftp_fault {
    FTP_FAULT_NONE,     /* nothing went wrong */
    FTP_FAULT_INTERNAL, /* a fault of ours */
    /* the call */
    FTP_FAULT_CANCELLED,
    FTP_FAULT_DEADLINE,
    FTP_FAULT_MEMORY,
    FTP_FAULT_HOST,
    FTP_FAULT_CONFIG,
    FTP_FAULT_TIME_ZONE, /* serverTimeZone is none of this machine's */
    FTP_FAULT_UNSUPPORTED,
    /* reaching the server */
    FTP_FAULT_RESOLVE,
    FTP_FAULT_CONNECT_REFUSED,
    FTP_FAULT_CONNECT_FAILED,
    FTP_FAULT_CONNECT_TIMEOUT,
    FTP_FAULT_CONNECTION_LOST,
    FTP_FAULT_READ_TIMEOUT,
    FTP_FAULT_GREETING,
    /* the proxy */
    FTP_FAULT_PROXY_UNAVAILABLE, /* not resolved, no connection to it, or it hung up */
    FTP_FAULT_PROXY_REFUSED,     /* it did not connect on */
    FTP_FAULT_PROXY_AUTHENTICATION,
    FTP_FAULT_PROXY_PROTOCOL, /* what it said is no answer of such a proxy */
    /* TLS */
    FTP_FAULT_TLS_REFUSED,    /* the server does not take AUTH TLS */
    FTP_FAULT_TLS_NOT_SPOKEN, /* what came back is not TLS: wrong mode or port */
    FTP_FAULT_TLS_HANDSHAKE,
    FTP_FAULT_TLS_UNTRUSTED,
    FTP_FAULT_TLS_EXPIRED, /* or not yet valid */
    FTP_FAULT_TLS_WRONG_NAME,
    FTP_FAULT_TLS_NO_SAN,
    FTP_FAULT_TLS_INJECTION,     /* bytes after 234, before the handshake */
    FTP_FAULT_TLS_PROTECTION,    /* PBSZ or PROT refused */
    FTP_FAULT_TLS_TRUST_STORE,   /* the runtime's store can't be read */
    FTP_FAULT_TLS_DATA_IDENTITY, /* the data connection's certificate is another */
    FTP_FAULT_TLS_TRUNCATED,     /* end of data without close_notify */
    FTP_FAULT_TLS_EXPIRES_SOON,  /* a warning of tests */
    FTP_FAULT_TLS_RECORD,        /* decryption or alert in the middle */
    /* login */
    FTP_FAULT_LOGIN_REFUSED,
    FTP_FAULT_LOGIN_ACCOUNT,
    FTP_FAULT_LOGIN_TLS_REQUIRED,
    /* the control connection */
    FTP_FAULT_PROTOCOL,
    FTP_FAULT_REPLY_TOO_LONG,
    FTP_FAULT_SERVICE_CLOSING, /* 421 */
    /* what the server makes of a command, up to ..._REFUSED */
    FTP_FAULT_COMMAND_UNKNOWN,         /* 500 */
    FTP_FAULT_COMMAND_ARGUMENT,        /* 501 */
    FTP_FAULT_COMMAND_NOT_IMPLEMENTED, /* 502 */
    FTP_FAULT_COMMAND_ORDER,           /* 503 */
    FTP_FAULT_COMMAND_PARAMETER,       /* 504 */
    FTP_FAULT_COMMAND_REFUSED,         /* any other 5yz */
    FTP_FAULT_BAD_NAME,                /* CR, LF, NUL or too long */
    FTP_FAULT_NOT_LOGGED_IN,           /* 530 after login */
    /* the data connection */
    FTP_FAULT_DATA_OPEN,          /* 425, or the connect failed */
    FTP_FAULT_DATA_SESSION_REUSE, /* the server wants TLS session reuse */
    FTP_FAULT_DATA_PROTOCOL,      /* 522: network protocol not supported */
    FTP_FAULT_DATA_ABORTED,       /* 426 */
    FTP_FAULT_DATA_PASSIVE_REPLY, /* 227 or 229 that can't be read */
    FTP_FAULT_DATA_PORT,          /* 227 or 229 with the port of some other service */
    FTP_FAULT_DATA_PEER,          /* accepted connections came from elsewhere, and too many */
    FTP_FAULT_DATA_PROTECTION,    /* 534, 536: protection level refused */
    FTP_FAULT_SIZE_MISMATCH,
    FTP_FAULT_HASH_MISMATCH, /* the server's checksum is that of other bytes */
    /* files */
    FTP_FAULT_FILE_BUSY,    /* 450 */
    FTP_FAULT_LOCAL_ERROR,  /* 451 */
    FTP_FAULT_NO_SPACE,     /* 452 */
    FTP_FAULT_QUOTA,        /* 552 */
    FTP_FAULT_NAME_REFUSED, /* 553 */
    FTP_FAULT_PAGE_TYPE,    /* 551 */
    FTP_FAULT_NOT_FOUND,
    FTP_FAULT_DENIED,
    FTP_FAULT_UNAVAILABLE, /* 550 that could not be told apart */
    FTP_FAULT_IS_DIRECTORY,
    FTP_FAULT_EXISTS,
    FTP_FAULT_DIRECTORY_MISSING,
    FTP_FAULT_NAME_MISSING, /* a blank fileName or id */
    FTP_FAULT_APPEND_REFUSED,
    FTP_FAULT_RENAME_REFUSED,
    FTP_FAULT_DELETE_REFUSED,
    FTP_FAULT_DELETE_UNKNOWN, /* the reply to DELE was lost */
    FTP_FAULT_RENAME_UNKNOWN, /* to RNTO */
    FTP_FAULT_UPLOAD_UNKNOWN, /* all or a part of a file may be there */
    FTP_FAULT_APPEND_UNKNOWN, /* to APPE, or a part of the bytes may be there */
    FTP_FAULT_SOURCE_CHANGED, /* between two parts of a transfer */
    FTP_FAULT_EMPTY,          /* a file of 0 bytes, which was not to be */
    FTP_FAULT_NO_RESUME,      /* interrupted, and neither going on nor starting over is possible */
    FTP_FAULT_LISTING_UNREADABLE,
    FTP_FAULT_LISTING_INCOMPLETE, /* and something would be deleted on the strength of it */
    FTP_FAULT_LISTING_TOO_LARGE,
    FTP_FAULT_PERMISSIONS_REFUSED, /* SITE CHMOD */
    FTP_FAULT_AGE_UNKNOWN,         /* minimumAge, and no time that could be compared */
    FTP_FAULT_SINK_NOT_DURABLE,
    FTP_FAULT_SINK_REFUSED,
    FTP_FAULT_CLOCK_SKEW, /* a warning of tests */
    FTP_FAULT_COUNT
};

/* One row of the catalogue. `code` and `retry` are HAWSER_* numbers of the ABI. */
struct ftp_fault_row {
    const char *id;
    const char *title;
    const char *hint;
    int32_t code;
    uint32_t retry;
    bool application;
};

/* Never NULL: a number that is no fault gets the row of an internal error. */
const struct ftp_fault_row *ftp_fault_row(enum ftp_fault fault);

enum { FTP_ERROR_TEXT_MAX = 1536 };

/* One thing that went wrong. Owned by the caller, no memory of its own. All zero: nothing did. */
struct ftp_error {
    enum ftp_fault fault;
    int reply; /* the server's, 0: none */
    char message[FTP_ERROR_TEXT_MAX];
    char hint[FTP_ERROR_TEXT_MAX]; /* empty: the catalogue's */
};

/*
 * Sets fault and message (and clears reply and hint); always returns false, so that a function can
 * end with it. What the functions below store is UTF-8 on one line: control characters and
 * malformed bytes, which a server may have sent, become '?', and a text that is too long ends at a
 * whole character and in "...".
 */
bool ftp_error_set(struct ftp_error *error, enum ftp_fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* For a buffer that took no more, as errno says: `too_long`, or no memory. False. */
bool ftp_error_no_room(struct ftp_error *error, const char *too_long);
/* Replaces the catalogue's hint. */
void ftp_error_hint(struct ftp_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Puts words before the message: "while listing /in: ...". */
void ftp_error_prefix(struct ftp_error *error, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool ftp_error_is_application(const struct ftp_error *error);
/* Nobody can say whether a change on the server was done. */
bool ftp_error_is_unknown(const struct ftp_error *error);

/* A server's bytes, NULs among them, as text for a message: cleaned and cut as above, at most
 * `size` with its NUL. */
void ftp_error_quote(char *text, size_t size, const void *bytes, size_t length);

#endif
