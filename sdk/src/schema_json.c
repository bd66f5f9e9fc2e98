/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "schema_run.h"

/* One level of a walk: a list or an object that is being gone through. */
struct level {
    json_t *value;
    size_t next;
    void *iterator;
};

static struct level enter(const json_t *value)
{
    json_t *loose = loosened(value);
    return (struct level){.value = loose, .iterator = json_object_iter(loose)};
}

/* The next member, or NULL at the end. */
static const json_t *advance(struct level *level)
{
    if (json_is_array(level->value))
        return json_array_get(level->value, level->next++);
    if (level->iterator == NULL)
        return NULL;
    const json_t *member = json_object_iter_value(level->iterator);
    level->iterator = json_object_iter_next(level->value, level->iterator);
    return member;
}

static bool is_container(const json_t *value)
{
    return json_is_array(value) || json_is_object(value);
}

bool json_depth_within(const json_t *value, size_t limit)
{
    if (!is_container(value))
        return true;
    struct level *levels = calloc(limit + 1, sizeof *levels);
    if (levels == NULL)
        return false;
    size_t depth = 0;
    bool within = limit > 0;
    if (within)
        levels[depth++] = enter(value);
    while (within && depth > 0) {
        const json_t *member = advance(&levels[depth - 1]);
        if (member == NULL)
            depth--;
        else if (is_container(member) && depth == limit)
            within = false;
        else if (is_container(member))
            levels[depth++] = enter(member);
    }
    free(levels);
    return within;
}

static bool equal_arrays(struct run *run, const json_t *left, const json_t *right)
{
    size_t count = json_array_size(left);
    if (count != json_array_size(right))
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!value_equal(run, json_array_get(left, i), json_array_get(right, i)))
            return false;
    }
    return true;
}

static bool equal_objects(struct run *run, const json_t *left, const json_t *right)
{
    if (json_object_size(left) != json_object_size(right))
        return false;
    const char *name;
    json_t *member;
    json_object_foreach(loosened(left), name, member)
    {
        const json_t *other = json_object_get(right, name);
        if (other == NULL || !value_equal(run, member, other))
            return false;
    }
    return true;
}

bool value_equal(struct run *run, const json_t *left, const json_t *right)
{
    if (run != NULL && !run_spend(run, 1))
        return false;
    if (json_is_number(left) && json_is_number(right))
        return number_compare(left, right) == 0;
    if (json_typeof(left) != json_typeof(right))
        return false;
    if (json_is_array(left))
        return equal_arrays(run, left, right);
    if (json_is_object(left))
        return equal_objects(run, left, right);
    if (!json_is_string(left))
        return true;
    size_t length = json_string_length(left);
    if (length != json_string_length(right) || (run != NULL && !run_spend(run, length / 64)))
        return false;
    return memcmp(json_string_value(left), json_string_value(right), length) == 0;
}

/* FNV-1a */
static uint64_t mix(uint64_t hash, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t mix_number(uint64_t hash, const json_t *value)
{
    double real = json_real_value(value);
    json_int_t whole = json_integer_value(value);
    if (json_is_real(value)) {
        if (!number_is_whole(value) || fabs(real) >= 0x1p63)
            return mix(hash, &real, sizeof real);
        whole = (json_int_t)real;
    }
    return mix(hash, &whole, sizeof whole);
}

static uint64_t hash_object(struct run *run, uint64_t seed, const json_t *value)
{
    uint64_t sum = seed;
    const char *name;
    json_t *member;
    json_object_foreach(loosened(value), name, member)
    {
        /* a sum, because members have no order */
        uint64_t inner = value_hash(run, member);
        sum += mix(mix(seed, name, strlen(name)), &inner, sizeof inner);
    }
    return sum;
}

uint64_t value_hash(struct run *run, const json_t *value)
{
    unsigned char kind = json_is_number(value) ? 'n' : (unsigned char)json_typeof(value);
    uint64_t hash = mix(UINT64_C(0xcbf29ce484222325), &kind, 1);
    if (run != NULL && !run_spend(run, 1))
        return hash;
    if (json_is_number(value))
        return mix_number(hash, value);
    if (json_is_string(value))
        return mix(hash, json_string_value(value), json_string_length(value));
    if (json_is_object(value))
        return hash_object(run, hash, value);
    for (size_t i = 0; i < json_array_size(value); i++) {
        uint64_t inner = value_hash(run, json_array_get(value, i));
        hash = mix(hash, &inner, sizeof inner);
    }
    return hash;
}

size_t text_characters(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xc0) != 0x80;
    return count;
}
