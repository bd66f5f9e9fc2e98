/* SPDX-License-Identifier: Apache-2.0 */
/* The dynamic properties of one input document as a plain struct. */
#ifndef HAWSER_FTP_CONFIG_INPUT_H
#define HAWSER_FTP_CONFIG_INPUT_H

#include "ftp/protocol/fault.h"

#include <hawser/connector.h>

/* Blank and missing texts are "". */
struct ftp_input_properties {
    char *name;         /* fileName, or the id of the input */
    bool name_is_bytes; /* it was given as fileNameBytes: as the server has it */
    char *remote_directory;
    char *staging_directory;
    char *temporary_extension; /* with its dot */
    char *timestamp_utc;       /* when the document was changed last, as it was given */
};

/*
 * Reads them. A name or directory with NUL, CR or LF is refused here, before anything is sent.
 * `wants_id`: the name is the input's id. On failure nothing is kept.
 */
bool ftp_input_properties_parse(const hawser_input *input, bool wants_id,
    struct ftp_input_properties *ret_properties, struct ftp_error *error);
void ftp_input_properties_done(struct ftp_input_properties *properties);

#endif
