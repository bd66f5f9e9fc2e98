/* SPDX-License-Identifier: Apache-2.0 */
/* What a schema can't say about a connection or an operation. */
#ifndef HAWSER_FTP_CONFIG_FINDINGS_H
#define HAWSER_FTP_CONFIG_FINDINGS_H

#include <hawser/connector.h>

/* Emits a finding for each thing, in the order of the form. HAWSER_BAD_ARGUMENT: no such action. */
int32_t ftp_validate(const hawser_call *call, const hawser_validate_request *request);

#endif
