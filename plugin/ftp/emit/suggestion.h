/* SPDX-License-Identifier: Apache-2.0 */
/* A value that a person may take for a field. */
#ifndef HAWSER_FTP_EMIT_SUGGESTION_H
#define HAWSER_FTP_EMIT_SUGGESTION_H

#include "common/encoding.h"
#include "ftp/protocol/span.h"

#include <hawser/connector.h>

/* Emits {"value": above + name, "title": name}, or nothing where a configuration, which is text, can't hold that. Returns
 * the host's answer, or HAWSER_NO_MEMORY. */
int32_t ftp_emit_suggestion(const hawser_call *call, const struct encoding *encoding,
    struct ftp_span above, const char *name);

#endif
