/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands of the scripted connector share. */
#ifndef TEST_SCRIPT_H
#define TEST_SCRIPT_H

#include <hawser/connector.h>
#include <jansson.h>
#include <stdbool.h>

#define SLOTS 8
#define TEXT_MOST 65536

struct script {
    const hawser_call *call;
    const hawser_documents *documents;
    void *host;
    hawser_input input;
    hawser_output *outputs[SLOTS];
    bool ended;
};

hawser_error script_error(int32_t code);

/* Arguments of a step; "" and 0 where there is none. */
const char *text_at(const json_t *step, size_t index);
int64_t number_at(const json_t *step, size_t index);

/* Writes all of it, at most `piece` bytes at a time. */
int32_t write_pieces(
    struct script *script, hawser_output *output, const char *text, size_t length, size_t piece);

int32_t do_next(struct script *script, const json_t *step);
int32_t do_size(struct script *script, const json_t *step);
int32_t do_can(struct script *script, const json_t *step);
int32_t do_property(struct script *script, const json_t *step);
int32_t do_all(struct script *script, const json_t *step);
int32_t do_some(struct script *script, const json_t *step);
int32_t do_rewind(struct script *script, const json_t *step);
int32_t do_file(struct script *script, const json_t *step);
int32_t do_close(struct script *script, const json_t *step);
int32_t do_open(struct script *script, const json_t *step);
int32_t do_write(struct script *script, const json_t *step);
int32_t do_bytewise(struct script *script, const json_t *step);
int32_t do_fill(struct script *script, const json_t *step);
int32_t do_place(struct script *script, const json_t *step);
int32_t do_back(struct script *script, const json_t *step);
int32_t do_cut(struct script *script, const json_t *step);
int32_t do_prepare(struct script *script, const json_t *step);
int32_t do_publish(struct script *script, const json_t *step);
int32_t do_discard(struct script *script, const json_t *step);
int32_t do_fail(struct script *script, const json_t *step);
int32_t do_result(struct script *script, const json_t *step);
int32_t do_progress(struct script *script, const json_t *step);
int32_t do_junk(struct script *script, const json_t *step);
int32_t do_cancelled(struct script *script, const json_t *step);
int32_t do_die(struct script *script, const json_t *step);
int32_t do_pool(struct script *script, const json_t *step);

#endif
