/* SPDX-License-Identifier: Apache-2.0 */
/* The formats that are checked. */
#ifndef HAWSER_SDK_SCHEMA_FORMAT_H
#define HAWSER_SDK_SCHEMA_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

struct format {
    const char *name;
    const char *noun; /* completes "LABEL must be ..." */
    const char *hint; /* how to write one */
    bool (*check)(const char *text, size_t length);
    size_t steps; /* that a check costs, above what its length does */
};

/* NULL for a format without a check. */
const struct format *format_find(const char *name);

bool format_is_hostname(const char *text, size_t length);
bool format_is_ipv4(const char *text, size_t length);
bool format_is_ipv6(const char *text, size_t length);
bool format_is_email(const char *text, size_t length);
bool format_is_idn_email(const char *text, size_t length);
bool format_is_date(const char *text, size_t length);
bool format_is_time(const char *text, size_t length);
bool format_is_date_time(const char *text, size_t length);
bool format_is_duration(const char *text, size_t length);

#endif
