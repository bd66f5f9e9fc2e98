/* SPDX-License-Identifier: Apache-2.0 */
/* The input documents of an execution, before a connector takes them. */
#ifndef HAWSER_SDK_INPUT_H
#define HAWSER_SDK_INPUT_H

#include <hawser/host.h>
#include <stdbool.h>

enum input_kind {
    INPUT_EMPTY, /* no bytes */
    INPUT_FILE,
    INPUT_MEMORY,
    INPUT_DESCRIPTOR,
    INPUT_SOURCE,
};

struct input {
    uint64_t number; /* the host's: the place in the order of inputs */
    enum input_kind kind;
    char *id;
    char *properties;
    char *identity; /* given by the host; NULL: none */
    char *path;
    const void *bytes;
    size_t length;
    int descriptor;
    hawser_source source; /* without its texts */

    /* Of its way through the execution, which guards it */
    uint64_t index; /* the connector's: counts what it took */
    bool taken;
    bool open;                  /* its document is not closed */
    bool done;                  /* it has a result, or will get no other */
    bool reported;              /* the host was shown it */
    bool passed_over;           /* it could not be given to the connector */
    uint64_t outputs;           /* that came from it and are open */
    hawser_problem *host_error; /* what last failed on the host's side */
    hawser_problem *unusable;   /* why it could not be given */
};

/* NULL: no memory. `kind` is that of its bytes. */
struct input *input_new(enum input_kind kind);
void input_free(struct input *input);

/* Tells a source of the host's that it is not used any more, once. */
void input_end_source(struct input *input);

/* Sets what is said about it. HAWSER_BAD_ARGUMENT: `properties` are not a JSON object. */
int32_t input_describe(struct input *input, const char *id, const char *properties);
/* `identity` may be NULL; one that is longer than INPUT_IDENTITY_MAX is as good as none. */
int32_t input_identify(struct input *input, const char *identity);
#define INPUT_IDENTITY_MAX 1024

#endif
