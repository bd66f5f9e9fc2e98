/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORPUS_TLS_H
#define CORPUS_TLS_H

/*
 * Shows the connector every certificate chain of a folder with limbo_index.tsv by a real server,
 * and compares whom it believes with what the index expects. Prints a line for each that differs,
 * and a closing count. 0: all as expected; 1: some not; 77: no such folder.
 */
int corpus_tls(const char *folder);

#endif
