/* SPDX-License-Identifier: Apache-2.0 */
#include "pointer.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t escaped_length(const char *token)
{
    size_t length = 0;
    for (; *token != '\0'; token++)
        length += *token == '~' || *token == '/' ? 2 : 1;
    return length;
}

char *pointer_append(const char *base, const char *token)
{
    size_t base_length = strlen(base);
    char *pointer = malloc(base_length + 1 + escaped_length(token) + 1);
    if (pointer == NULL)
        return NULL;
    memcpy(pointer, base, base_length);
    char *end = pointer + base_length;
    *end++ = '/';
    for (; *token != '\0'; token++) {
        bool escape = *token == '~' || *token == '/';
        if (escape)
            *end++ = '~';
        *end++ = !escape ? *token : *token == '~' ? '0' : '1';
    }
    *end = '\0';
    return pointer;
}

char *pointer_append_index(const char *base, size_t index)
{
    char token[24];
    snprintf(token, sizeof token, "%zu", index);
    return pointer_append(base, token);
}

char *pointer_next(const char **cursor)
{
    const char *text = *cursor;
    if (*text != '/')
        return NULL;
    size_t length = strcspn(++text, "/");
    char *token = malloc(length + 1);
    if (token == NULL)
        return NULL;
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        bool escape =
            text[i] == '~' && i + 1 < length && (text[i + 1] == '0' || text[i + 1] == '1');
        token[used++] = !escape ? text[i] : text[++i] == '0' ? '~' : '/';
    }
    token[used] = '\0';
    *cursor = text + length;
    return token;
}

bool pointer_index(const char *token, size_t *ret_index)
{
    if (*token == '\0' || (*token == '0' && token[1] != '\0'))
        return false;
    size_t index = 0;
    for (; *token != '\0'; token++) {
        if (*token < '0' || *token > '9')
            return false;
        size_t digit = (size_t)(*token - '0');
        if (index > (SIZE_MAX - digit) / 10)
            return false;
        index = index * 10 + digit;
    }
    *ret_index = index;
    return true;
}

bool pointer_is_valid(const char *text, size_t length)
{
    if (length > 0 && text[0] != '/')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '~' && (i + 1 == length || (text[i + 1] != '0' && text[i + 1] != '1')))
            return false;
    }
    return true;
}

static json_t *member_of(const json_t *value, const char *token)
{
    size_t index;
    if (json_is_array(value))
        return pointer_index(token, &index) ? json_array_get(value, index) : NULL;
    return json_object_get(value, token);
}

json_t *pointer_find(const json_t *root, const char *pointer)
{
    /* Jansson's getters take const and give non-const; the root itself needs the same treatment */
    json_t *value = (json_t *)(uintptr_t)root;
    while (*pointer != '\0' && value != NULL) {
        char *token = pointer_next(&pointer);
        if (token == NULL)
            return NULL;
        value = member_of(value, token);
        free(token);
    }
    return value;
}
