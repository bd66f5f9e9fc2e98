/* SPDX-License-Identifier: Apache-2.0 */
/* Input documents of the host's own making. */
#include "config.h"
#include "input_reader.h"

/* The host's code, or HAWSER_HOST for a number that is none. */
static int32_t checked(int32_t code, const char *function, struct attempt *attempt)
{
    if (code < 0 || code > HAWSER_INTERNAL)
        code = HAWSER_HOST;
    return attempt_failed(attempt, code, "the host's source failed to %s", function);
}

/* What ends before its time was cut off on its way here: it must not pass for the whole. */
static int32_t end_of_source(const struct reader *reader, struct attempt *attempt)
{
    if (reader->content_size == HAWSER_SIZE_UNKNOWN || reader->position >= reader->content_size)
        return HAWSER_END;
    return attempt_failed(attempt, HAWSER_HOST,
        "the host's source ended after %ju of the %ju bytes that it said it has",
        (uintmax_t)reader->position, (uintmax_t)reader->content_size);
}

static int32_t read_source(struct reader *reader, void *buffer, size_t capacity, size_t *ret_length,
    struct attempt *attempt)
{
    const hawser_source *source = &reader->input->source;
    size_t length = 0;
    int32_t code =
        source->read ? source->read(source->user, buffer, capacity, &length) : HAWSER_END;

    if (code == HAWSER_END)
        return end_of_source(reader, attempt);
    if (code != HAWSER_OK)
        return checked(code, "read", attempt);
    if (length == 0 || length > capacity)
        return attempt_failed(attempt, HAWSER_HOST,
            "the host's source said that it read %zu bytes into a buffer of %zu", length, capacity);
    /* UNKNOWN is the largest number. */
    if (length > reader->content_size || reader->position > reader->content_size - length)
        return attempt_failed(attempt, HAWSER_HOST,
            "the host's source has more than the %ju bytes that it said it has",
            (uintmax_t)reader->content_size);
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t rewind_source(struct reader *reader, uint64_t offset, struct attempt *attempt)
{
    const hawser_source *source = &reader->input->source;
    int32_t code = source->rewind ? source->rewind(source->user, offset) : HAWSER_OK;

    return code == HAWSER_OK ? code : checked(code, "go back", attempt);
}

const struct reader_type reader_source = {.read = read_source, .rewind = rewind_source};
