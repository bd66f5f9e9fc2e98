/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The way of a verdict out of the process in which a test runs, also where the test itself does not
 * get to its end: a system call that was not to be made, or time that has run out.
 */
#ifndef HAWSER_CONFORM_REPORT_H
#define HAWSER_CONFORM_REPORT_H

#include "verdict.h"

/* Names the descriptor to which a process that runs one test writes its verdict. */
#define REPORT_ENVIRONMENT "HAWSER_CONFORM_REPORT"

/* What report_alive() writes: a line without a verdict. */
#define REPORT_ALIVE "\n"

/* The descriptor of that name; -1: this process was not started for one test. */
int report_descriptor(void);
/* All reports of this process go there. Once, before any other thread is started. */
void report_to(int descriptor);

/* Tells who waits for the report that the test goes on: its time begins anew. */
void report_alive(void);
/* Writes the verdict and ends the process, without any code of the connector's. */
_Noreturn void report_end(const struct verdict *verdict);
/* The same from a signal handler; the text is written as a failure, `detail` (may be NULL) behind
   it. */
_Noreturn void report_end_at_once(const char *text, const char *detail);

/* Ends the process with a failure of this text when it has not been called off in time. */
void report_limit(unsigned seconds, const char *format, ...) __attribute__((format(printf, 2, 3)));
void report_limit_off(void);

/* A pointer that is not NULL, or the end of the process: the suite's own lack of memory. */
void *report_memory(void *pointer);

#endif
