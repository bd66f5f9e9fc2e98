/* SPDX-License-Identifier: Apache-2.0 */
/* System calls that end the process with a verdict: for parts of a connector that do no I/O. */
#ifndef HAWSER_CONFORM_SANDBOX_H
#define HAWSER_CONFORM_SANDBOX_H

#include <stdbool.h>

/* What is watched, or'ed. */
#define SANDBOX_NETWORK 1u
#define SANDBOX_FILES 2u
#define SANDBOX_PROCESSES 4u
#define SANDBOX_THREADS 8u

/* From now on, for ever. `where` must last: "validate". False: this system can't do it. */
bool sandbox_enter(unsigned watched, const char *where);
/* Says what is being done now, for the message. */
void sandbox_where(const char *where);

#endif
