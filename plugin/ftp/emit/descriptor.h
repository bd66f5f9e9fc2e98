/* SPDX-License-Identifier: Apache-2.0 */
/* The connector's descriptor, put together from the embedded schemas and the catalogue of faults.
 */
#ifndef HAWSER_FTP_EMIT_DESCRIPTOR_H
#define HAWSER_FTP_EMIT_DESCRIPTOR_H

/* JSON text, freed by the caller; NULL: no memory. */
char *ftp_emit_descriptor(const char *version);

#endif
