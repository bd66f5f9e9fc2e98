/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "document_numbers.h"

#include "schema.h"

#include <math.h>

/* 2^63 is the first that an integer can't hold. */
static const double first_too_large = 9223372036854775808.0;

static bool is_whole(const json_t *value)
{
    double number = json_real_value(value);

    return json_is_real(value) && number >= -first_too_large && number < first_too_large &&
           trunc(number) == number;
}

static bool settle(json_t *value, size_t depth);

static bool settle_object(json_t *object, size_t depth)
{
    const char *key;
    json_t *value;
    void *next;

    json_object_foreach_safe(object, next, key, value)
    {
        if (is_whole(value) ? json_object_set_new(object, key,
                                  json_integer((json_int_t)json_real_value(value))) != 0
                            : !settle(value, depth + 1))
            return false;
    }
    return true;
}

static bool settle_list(json_t *list, size_t depth)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *value = json_array_get(list, i);
        if (is_whole(value)
                ? json_array_set_new(list, i, json_integer((json_int_t)json_real_value(value))) != 0
                : !settle(value, depth + 1))
            return false;
    }
    return true;
}

/* What is nested deeper is a finding of the schema's. */
static bool settle(json_t *value, size_t depth)
{
    if (depth > SCHEMA_MAX_INSTANCE_DEPTH)
        return true;
    if (json_is_object(value))
        return settle_object(value, depth);
    return !json_is_array(value) || settle_list(value, depth);
}

bool document_settle_numbers(json_t *value)
{
    return settle(value, 0);
}
