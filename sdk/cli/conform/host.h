/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A host that keeps everything it is told, and can be made to be slow, to fail and to cancel. It
 * notes what a connector does that the header forbids. One host serves one call.
 */
#ifndef HAWSER_CONFORM_HOST_H
#define HAWSER_CONFORM_HOST_H

#include <hawser/connector.h>
#include <pthread.h>
#include <stdbool.h>

#include "fixture.h"

/* Callbacks that can fail, and so can be made to. */
enum host_callback {
    CALLBACK_EMIT,
    CALLBACK_SECRET,
    CALLBACK_TRUST,
    CALLBACK_STATE,
    CALLBACK_NEXT_INPUT,
    CALLBACK_DOC_READ,
    CALLBACK_OUT_OPEN,
    CALLBACK_OUT_WRITE,
    CALLBACK_OUT_PREPARE,
    CALLBACK_OUT_PUBLISH,
    CALLBACK_OUT_FAIL,
    CALLBACK_RESULT,
    CALLBACK_COUNT
};
const char *host_callback_name(enum host_callback callback);

/* How the host behaves. All 0: as well as it can. */
struct host_plan {
    uint32_t flags;           /* HAWSER_EXECUTE_* of the execution */
    size_t most;              /* bytes that one read or write moves; 0: as many as asked for */
    enum host_callback fails; /* with HAWSER_HOST, at the fails_at-th time; 0: never */
    uint64_t fails_at;
    uint64_t cancels_at;  /* the callback, counted from 1, at which the call is cancelled */
    bool answers;         /* that callback says HAWSER_CANCELLED */
    bool cancelled;       /* before the call begins */
    bool expired;         /* the deadline passed before the call begins */
    uint64_t deadline_ns; /* 0: none */
    bool endless;        /* after the cancellation, or with a deadline from the beginning, documents
                              and their bytes never end */
    bool allocations;    /* are counted during the call, */
    uint64_t allocation; /* and this one fails; 0: none */
};

/* What was said, and where. */
enum said_kind {
    SAID_DESCRIPTOR,
    SAID_FINDING,
    SAID_STAGE,
    SAID_SUGGESTION,
    SAID_LOG,
    SAID_FAILURE, /* fail(): message, hint, transcript */
    SAID_RESULT,  /* a result's error and detail */
    SAID_PROPERTIES,
    SAID_COUNT
};
const char *said_kind_name(enum said_kind kind);

struct said {
    enum said_kind kind;
    char *text;
    size_t length;
};

/* What a connector may break, by the test that looks at it. */
enum host_fault {
    FAULT_RESULTS,  /* not exactly one for each document */
    FAULT_OUTPUTS,  /* the life of an output */
    FAULT_SIZES,    /* a struct that does not say its size */
    FAULT_ERRORS,   /* an error without a code, an id or a message */
    FAULT_LATE,     /* a callback after the call had returned */
    FAULT_ORDER,    /* results in another order than that of inputs, where that was asked for */
    FAULT_THREADS,  /* a callback on a thread on which it may not be invoked */
    FAULT_PROGRESS, /* progress too often, or of a document that was not taken */
    FAULT_TEXTS,    /* a log line, or the text of an error, that can't be shown as it is */
    FAULT_COUNT
};

enum { FAULT_LONGEST = 200 };

struct hawser_document {
    const struct fixture_document *content;
    uint64_t offset;
    bool ended; /* HAWSER_END was said */
    bool closed;
};

struct hawser_output {
    uint64_t input;
    char *bytes;
    size_t length;
    size_t capacity;
    char *properties; /* of out_prepare */
    uint32_t flags;
    bool prepared;
    bool published;
    bool gone;
};

/* What is kept of an error. */
struct host_error {
    int32_t code; /* HAWSER_OK: there was none */
    uint32_t retry;
    char id[128];
};

struct host_input {
    struct hawser_document document; /* first: its handle is that of the input */
    unsigned results;
    uint32_t status;
    struct host_error error; /* of the result */
    bool refused;            /* in a dry run: bytes or an output were asked for */
    uint64_t progress_ns;    /* when a second of progress began, */
    unsigned progress_told;  /* and how often it was told since */
};

struct host_blob {
    char *key;
    char *bytes;
    size_t length;
};

struct host {
    hawser_call call;
    hawser_documents documents;
    struct host_plan plan;
    const struct fixture *fixture; /* NULL: no secrets */
    const struct fixture_action *action;
    size_t count; /* how many of the action's documents are given */

    pthread_t thread; /* that makes the call */
    pthread_mutex_t mutex;
    bool over; /* the call has returned */
    uint64_t callbacks;
    uint64_t counts[CALLBACK_COUNT];
    bool failed; /* a callback was made to fail */
    bool cancelled;
    uint64_t cancelled_ns;
    enum host_callback cancelled_in;
    int cancel_fd;

    struct host_input **inputs;
    size_t taken;
    struct hawser_output **outputs;
    size_t output_count;
    struct said *said;
    size_t said_count;
    struct host_blob *blobs;
    size_t blob_count;
    unsigned failures; /* of fail() */
    struct host_error failure;
    uint64_t host_errors; /* errors said anywhere whose code is HAWSER_HOST */
    char faults[FAULT_COUNT][FAULT_LONGEST];
};

/* `fixture` and `plan` may be NULL. */
void host_init(struct host *host, const struct fixture *fixture, const struct host_plan *plan);
/* Documents for an execution: the first `count` of the action's. */
void host_give(struct host *host, const struct fixture_action *action, size_t count);
/* The call has returned: what is missing becomes a fault. */
void host_over(struct host *host);
void host_done(struct host *host);

/* The n-th of a kind; NULL: there were fewer. */
const struct said *host_said(const struct host *host, enum said_kind kind, size_t n);
/* Nanoseconds of CLOCK_MONOTONIC. */
uint64_t host_now(void);

/* --- For the callbacks ------------------------------------------------------------------------ */

/* Begins a callback that can fail: HAWSER_OK, or what it is to answer at once. */
int32_t host_enter(struct host *host, enum host_callback callback);
/* Begins one that can't. */
void host_enter_void(struct host *host);
/* Within one that the header lets run on the thread of the call alone. */
void host_on_call(struct host *host, const char *callback);
/* Whether this is a dry run, in which nothing of that document moves; it is noted. */
bool host_is_dry(struct host *host, struct host_input *input);
void host_leave(struct host *host);
/* Whether documents and bytes do not end any more. */
bool host_is_endless(const struct host *host);
void host_fault(struct host *host, enum host_fault fault, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void host_note(struct host *host, enum said_kind kind, const char *text, size_t length);
/* Keeps an error's texts and looks at its form. */
void host_keep_error(const hawser_error *error, struct host_error *ret_kept);
void host_note_error(struct host *host, enum said_kind kind, const hawser_error *error);
bool host_is_object(const char *json, size_t length);

/* The callbacks of the parts. */
void host_says(hawser_call *call);
void host_inputs_of(hawser_documents *documents);
void host_outputs_of(hawser_documents *documents);
const void *host_extension(void *host, const char *name);
void host_outputs_done(struct host *host);
void host_state_done(struct host *host);

#endif
