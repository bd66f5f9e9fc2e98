/* SPDX-License-Identifier: Apache-2.0 */
/* Judges the codecs by material that others wrote: one subcommand a kind, in a file of its own. */
#ifndef HAWSER_TESTS_CORPUS_H
#define HAWSER_TESTS_CORPUS_H

#include <jansson.h>
#include <stdbool.h>

#include "common/buffer.h"

struct corpus_tally {
    unsigned passed, failed, waived;
};

/* Each prints one line a failure. False: the material itself could not be read. */
typedef bool corpus_run(const char *path, struct corpus_tally *tally);
corpus_run corpus_listing;
corpus_run corpus_replies;

/* Why a record that we disagree with is right to be; NULL: nobody said so. */
const char *corpus_waiver(const char *id);

/* Calls `judge` with each object of a file that holds one a line. */
typedef void corpus_judge(json_t *record, struct corpus_tally *tally);
bool corpus_each_record(const char *path, corpus_judge *judge, struct corpus_tally *tally);

void corpus_pass(struct corpus_tally *tally);
void corpus_waive(struct corpus_tally *tally, json_t *record, const char *why);
/* A failure, unless the record is waived by name. */
void corpus_fail(struct corpus_tally *tally, json_t *record, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A member that is a string; NULL otherwise. */
const char *corpus_text(json_t *object, const char *key);
/* Whether the record's note has these words. */
bool corpus_notes(json_t *record, const char *words);
/* The bytes of member `key`, or of `key`_b64. */
bool corpus_bytes(json_t *object, const char *key, struct buffer *out);

#endif
