/* SPDX-License-Identifier: Apache-2.0 */
/* What every action works on: the execution, and the document in hand. */
#ifndef HAWSER_FTP_ACTIONS_RUN_H
#define HAWSER_FTP_ACTIONS_RUN_H

#include "ftp/actions/shared.h"
#include "ftp/config/input.h"
#include "ftp/config/operation.h"
#include "ftp/emit/document.h"
#include "ftp/emit/receipt.h"
#include "ftp/session/pool.h"

#include <hawser/connector.h>

struct ftp_crew;
struct ftp_journal;

/* What one session of an execution has in hand at present; see crew.h. */
struct ftp_hand {
    uint64_t turn;      /* among all that was taken: 0, 1, ... */
    uint64_t began;     /* when its work did, after the login; monotonic ns */
    uint64_t bytes;     /* that it moved */
    bool counted;       /* towards the most that is wanted */
    struct buffer name; /* that nobody else may work on meanwhile; empty: none */
};

/* An execution, as one of its sessions sees it. */
struct ftp_run {
    const hawser_call *call;
    const hawser_documents *documents;
    const struct ftp_operation *operation;
    struct ftp_session *session;
    uint32_t flags;   /* HAWSER_EXECUTE_* */
    bool more_follow; /* after this transfer there will probably be another */
    struct ftp_shared *shared;
    struct ftp_pool *pool;
    struct ftp_crew *crew; /* at work on what is in hand */
    struct ftp_hand hand;
};

/* One input document and what came of it. */
struct ftp_document {
    hawser_input input;
    struct ftp_error unusable; /* why its properties can't be used; FTP_FAULT_NONE: they can */
    struct ftp_input_properties properties;
    struct ftp_receipt receipt;
    struct buffer directory;     /* absolute, where its file is or will be */
    struct buffer base;          /* the file's name in it; empty for query and list */
    struct ftp_journal *journal; /* of Create; NULL: there is none */
    bool complete;               /* all was done on the server, whatever comes after */
    bool responded;              /* each of its errors was given as a document */
};

/*
 * Each does one document. False: error is set, and says by its fault whether this document alone
 * failed. The session is logged in.
 */
bool ftp_create(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);
bool ftp_get(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);
bool ftp_query(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);
bool ftp_list(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);
bool ftp_delete(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);

/* Pulls every input and does the action on it. False: error says why the execution ended early. */
bool ftp_run_all(struct ftp_run *run, struct ftp_error *error);

/*
 * Sets document->directory from the document's remote directory, else the connection's, and enters
 * it. With a name (`named`) also splits it, so that directory and base are the file's own.
 */
bool ftp_document_enter(
    struct ftp_run *run, struct ftp_document *document, bool named, struct ftp_error *error);

/* The same, without entering it. */
bool ftp_document_locate(
    struct ftp_run *run, struct ftp_document *document, bool named, struct ftp_error *error);

/* A session that stands in document->directory, over a new one if the old one was lost. What goes
 * wrong is not told: it is for putting things back in order. */
bool ftp_document_return(struct ftp_run *run, const struct ftp_document *document);

/* A log line of the connector's. */
void ftp_run_log(const struct ftp_run *run, uint32_t level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
