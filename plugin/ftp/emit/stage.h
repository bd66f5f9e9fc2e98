/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of a live test, as schemas/stage.json says them. */
#ifndef HAWSER_FTP_EMIT_STAGE_H
#define HAWSER_FTP_EMIT_STAGE_H

#include "ftp/session/listing.h"

enum ftp_stage_status { FTP_STAGE_PASSED, FTP_STAGE_WARNED, FTP_STAGE_FAILED };

/* Facts are an opaque JSON object; NULL stands for none, also after a lack of memory. */
struct ftp_facts;

struct ftp_facts *ftp_facts_addresses(const struct ftp_session *session);
struct ftp_facts *ftp_facts_connection(const struct ftp_session *session);
struct ftp_facts *ftp_facts_tls(const struct ftp_session *session);
struct ftp_facts *ftp_facts_login(const struct ftp_session *session);
struct ftp_facts *ftp_facts_features(const struct ftp_features *features);
struct ftp_facts *ftp_facts_directory(const struct ftp_session *session, const char *directory);
/* `tls` of the data connection; NULL in clear. */
struct ftp_facts *ftp_facts_data(const struct ftp_session *session,
    const struct ftp_listing_report *report, const struct ftp_tls_facts *tls);

/* Emits one stage and releases the facts. `error` may be NULL. */
int32_t ftp_emit_stage(const hawser_call *call, const char *stage, enum ftp_stage_status status,
    uint64_t began_ns, struct ftp_facts *facts, const struct ftp_error *error);

#endif
