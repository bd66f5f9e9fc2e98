/* SPDX-License-Identifier: Apache-2.0 */
/* Unfinished files that an execution left behind which ended before it could take them away. */
#ifndef HAWSER_FTP_ACTIONS_SWEEP_H
#define HAWSER_FTP_ACTIONS_SWEEP_H

#include "ftp/actions/run.h"

/*
 * Deletes them in `directory` where they are old enough, once in an execution; `fresh` is a file
 * made just now in document->directory, whose time is the server's clock. Whatever goes wrong is
 * logged and nothing else: the document is done.
 */
void ftp_sweep(struct ftp_run *run, const struct ftp_document *document, const char *directory,
    const char *extension, const char *fresh);

#endif
