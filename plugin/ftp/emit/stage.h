/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of a live test, as schemas/stage.json says them. */
#ifndef HAWSER_FTP_EMIT_STAGE_H
#define HAWSER_FTP_EMIT_STAGE_H

#include "ftp/session/listing.h"

enum ftp_stage_status { FTP_STAGE_PASSED, FTP_STAGE_WARNED, FTP_STAGE_FAILED, FTP_STAGE_SKIPPED };

/* Facts are an opaque JSON object; NULL stands for none, also after a lack of memory. */
struct ftp_facts;

/* One by one. NULL facts are passed over. */
struct ftp_facts *ftp_facts_new(void);
void ftp_facts_bool(struct ftp_facts *facts, const char *name, bool value);
void ftp_facts_text(struct ftp_facts *facts, const char *name, const char *text);
void ftp_facts_integer(struct ftp_facts *facts, const char *name, int64_t value);

struct ftp_facts *ftp_facts_addresses(const struct ftp_session *session);
struct ftp_facts *ftp_facts_connection(const struct ftp_session *session);
struct ftp_facts *ftp_facts_tls(const struct ftp_session *session);
/* When the first certificate of the chain expires. False: the server showed none. */
bool ftp_tls_first_expiry(const struct ftp_stream *stream, time_t *ret_when);
struct ftp_facts *ftp_facts_login(const struct ftp_session *session);
struct ftp_facts *ftp_facts_features(const struct ftp_features *features);
struct ftp_facts *ftp_facts_directory(const struct ftp_session *session, const char *directory);
/* `tls` of the data connection; NULL in clear. */
struct ftp_facts *ftp_facts_data(const struct ftp_session *session,
    const struct ftp_listing_report *report, const struct ftp_tls_facts *tls);

/* What to set which field of the connection to. */
struct ftp_advice {
    const char *field; /* JSON Pointer into the connection; NULL: there is no advice */
    const char *label;
    const char *text; /* the value; NULL: `number` is */
    int number;
    const char *reason;
};

struct ftp_stage {
    const char *name;
    enum ftp_stage_status status;
    uint64_t began_ns, ended_ns;
    struct ftp_facts *facts;       /* released by ftp_emit_stage; NULL: none */
    const struct ftp_error *error; /* NULL: none */
    struct ftp_advice advice;
};

int32_t ftp_emit_stage(const hawser_call *call, const struct ftp_stage *stage);

#endif
