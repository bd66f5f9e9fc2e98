/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text form of a filter, as a person types it:
 *
 *     expression = all { "or" all }
 *     all        = one { "and" one }
 *     one        = "not" one | "(" expression ")" | name operator "\"" text "\""
 *     operator   = "=" | "!=" | "<" | ">" | "<=" | ">=" | "like" | "matches"
 *
 * In a text \" is a quotation mark and \\ a backslash; any other backslash stands for itself.
 */
#ifndef HAWSER_CLI_FILTER_TEXT_H
#define HAWSER_CLI_FILTER_TEXT_H

#include <jansson.h>
#include <stddef.h>

#define FILTER_TEXT_DEEPEST 64    /* parentheses and nots within each other */
#define FILTER_TEXT_LONGEST 65536 /* bytes */

struct filter_fault {
    size_t column;      /* from 1, in bytes */
    const char *reason; /* static */
};

/* The expression in JSON; NULL after filling *ret_fault. */
json_t *filter_text_parse(const char *text, struct filter_fault *ret_fault);

#endif
