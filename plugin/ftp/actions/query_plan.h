/* SPDX-License-Identifier: Apache-2.0 */
/* Which files a query will look at, and in which order: listed once or twice, filtered, sorted. */
#ifndef HAWSER_FTP_ACTIONS_QUERY_PLAN_H
#define HAWSER_FTP_ACTIONS_QUERY_PLAN_H

#include "ftp/actions/plan.h"
#include "ftp/actions/run.h"

/* Fills a plan that was initialised, ready to be read. */
bool ftp_query_plan(struct ftp_run *run, struct ftp_document *document, struct ftp_plan *plan,
    struct ftp_error *error);

#endif
