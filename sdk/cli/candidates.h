/* SPDX-License-Identifier: Apache-2.0 */
/* Words that a shell may offer, as lines that it can read. */
#ifndef HAWSER_CLI_CANDIDATES_H
#define HAWSER_CLI_CANDIDATES_H

#include <stddef.h>
#include <stdio.h>

#define CANDIDATES_MOST 500             /* more would help nobody */
#define CANDIDATE_LONGEST ((size_t)256) /* bytes of a word */

struct candidates {
    FILE *out;
    const char *typed; /* only words that begin like this */
    size_t count;
};

/* "WORD<TAB>DESCRIPTION". A word that is empty, too long, or would not be one word on a line of a shell
 * is passed over; of a description, the first line is written. NULL: none. */
void candidate_add(struct candidates *candidates, const char *word, const char *description);
/* The word is made of two parts: "port" and "=". */
void candidate_add_joined(
    struct candidates *candidates, const char *first, const char *second, const char *description);

/* Lines that ask the shell for names of its own: of files, or of folders. */
void candidates_files(struct candidates *candidates);
void candidates_folders(struct candidates *candidates);

#endif
