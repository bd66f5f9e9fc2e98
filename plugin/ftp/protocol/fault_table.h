/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the catalogue of faults, apart from the code that reads them. */
#ifndef HAWSER_FTP_PROTOCOL_FAULT_TABLE_H
#define HAWSER_FTP_PROTOCOL_FAULT_TABLE_H

#include "ftp/protocol/fault.h"

/* Indexed by enum ftp_fault; the row of FTP_FAULT_NONE is empty. */
extern const struct ftp_fault_row ftp_fault_table[FTP_FAULT_COUNT];

#endif
