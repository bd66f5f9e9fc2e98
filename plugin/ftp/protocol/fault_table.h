/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the catalogue of faults, apart from the code that reads them: one table for each kind
 * of trouble. */
#ifndef HAWSER_FTP_PROTOCOL_FAULT_TABLE_H
#define HAWSER_FTP_PROTOCOL_FAULT_TABLE_H

#include "ftp/protocol/fault.h"

/* Indexed by enum ftp_fault. A fault has its row in one of them; in the others, that one is empty. */
extern const struct ftp_fault_row ftp_fault_connection[FTP_FAULT_COUNT];
extern const struct ftp_fault_row ftp_fault_exchange[FTP_FAULT_COUNT];
extern const struct ftp_fault_row ftp_fault_files[FTP_FAULT_COUNT];

#endif
