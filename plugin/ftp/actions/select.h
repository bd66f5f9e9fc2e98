/* SPDX-License-Identifier: Apache-2.0 */
/* What is looked at file by file before one is fetched: its age, its marker. */
#ifndef HAWSER_FTP_ACTIONS_SELECT_H
#define HAWSER_FTP_ACTIONS_SELECT_H

#include "ftp/actions/plan.h"
#include "ftp/actions/run.h"

enum ftp_selected { FTP_SELECTED, FTP_PASSED_OVER, FTP_SELECT_FAILED };

/* The session stands in `directory`, where the file is. `marker` is filled with the name of the file's marker, empty where
 * none is asked for. */
enum ftp_selected ftp_select(struct ftp_run *run, const char *directory,
    const struct ftp_planned *planned, struct buffer *marker, struct ftp_error *error);

/* "a.csv.done" from "{name}.done". False: too long, or no memory. */
bool ftp_marker_name(const char *pattern, const char *name, struct buffer *marker);

#endif
