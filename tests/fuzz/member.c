/* SPDX-License-Identifier: Apache-2.0 */
/* One field of JSON by <hawser/connector-json.h>: of whatever is JSON it finds what a library finds, and of all else it
 * reads no byte past the end. The first line is the field's name. */
#include <hawser/connector-json.h>
#include <jansson.h>
#include <stdlib.h>

#include "fuzz/host_targets.h"

static void compare_string(const json_t *expected, int found, const hawser_text *text)
{
    FUZZ_CHECK(found == json_is_string(expected));
    if (found)
        FUZZ_CHECK(text->length == json_string_length(expected) &&
                   memcmp(text->bytes, json_string_value(expected), text->length) == 0);
}

static void compare(const json_t *expected, const char *json, size_t length, const char *name)
{
    hawser_text text = {0};
    int64_t number = 0;
    int truth = 0;
    FUZZ_CHECK(hawser_json_member(json, length, name, NULL, NULL) == (expected != NULL));
    compare_string(expected, hawser_json_string(json, length, name, &text), &text);
    FUZZ_CHECK(hawser_json_integer(json, length, name, &number) == json_is_integer(expected));
    FUZZ_CHECK(number == json_integer_value(expected));
    FUZZ_CHECK(hawser_json_boolean(json, length, name, &truth) == json_is_boolean(expected));
    FUZZ_CHECK(truth == json_is_true(expected));
    hawser_text_done(&text);
}

static void read_anything(const char *json, size_t length, const char *name)
{
    hawser_text text = {0};
    const char *value = NULL;
    size_t value_length = 0;
    int64_t number = 0;
    int truth = 0;
    if (hawser_json_member(json, length, name, &value, &value_length))
        FUZZ_CHECK(value >= json && value_length > 0 && value + value_length <= json + length);
    (void)hawser_json_string(json, length, name, &text);
    (void)hawser_json_integer(json, length, name, &number);
    (void)hawser_json_boolean(json, length, name, &truth);
    hawser_text_done(&text);
}

void fuzz_member(const char *data, size_t length)
{
    struct fuzz_pair pair = fuzz_pair_of(data, length);
    char *name = fuzz_copy_text(pair.first, pair.first_length);
    char *json = fuzz_copy(pair.second, pair.second_length);
    json_t *object =
        json_loadb(json, pair.second_length, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);
    /* Jansson 2.14 passes over a NUL behind a number, though that is no JSON. */
    if (json_is_object(object) && !memchr(json, '\0', pair.second_length))
        compare(json_object_get(object, name), json, pair.second_length, name);
    else
        read_anything(json, pair.second_length, name);
    json_decref(object);
    free(json);
    free(name);
}
