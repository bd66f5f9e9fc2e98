/* SPDX-License-Identifier: Apache-2.0 */
/* Findings: counted, put into JSON, and handed on. */
#ifndef HAWSER_SDK_FINDINGS_H
#define HAWSER_SDK_FINDINGS_H

#include <hawser/host.h>
#include <jansson.h>
#include <stdbool.h>

#define DOCUMENT_CONNECTION "connection"
#define DOCUMENT_OPERATION "operation"

struct finding {
    uint32_t severity; /* HAWSER_FINDING_* */
    bool hidden;       /* the field is not shown with these settings */
    const char *document;
    const char *pointer;
    const char *code;
    const char *message;
    const char *hint;          /* NULL or "": none */
    const json_t *recommended; /* NULL or []: none */
};

/* Who gets them, and what came of it. */
struct findings {
    hawser_finding_fn each; /* may be NULL */
    void *user;
    size_t errors;
    hawser_problem *first; /* the first error, as a problem */
    bool no_memory;        /* one got lost */
};

void findings_done(struct findings *findings);
void findings_report(struct findings *findings, const struct finding *finding);

#endif
