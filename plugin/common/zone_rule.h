/* SPDX-License-Identifier: Apache-2.0 */
/* The rule at the end of a zone's file, for the years after its table: a TZ string of POSIX, with
 * the hours of RFC 9636, 3.3.1. */
#ifndef HAWSER_PLUGIN_COMMON_ZONE_RULE_H
#define HAWSER_PLUGIN_COMMON_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zone_day_form {
    ZONE_DAY_OF_MONTH_WEEK, /* Mm.w.d: weekday d of week w of month m; week 5 is the last */
    ZONE_DAY_JULIAN,        /* Jn: 1..365, 29 February does not count */
    ZONE_DAY_OF_YEAR,       /* n: 0..365 */
};

/* When clocks change in every year. */
struct zone_change {
    enum zone_day_form form;
    int month, week, day;
    int32_t seconds; /* of the clock before the change, from the midnight that begins the day */
};

struct zone_rule {
    int32_t standard; /* seconds ahead of UTC */
    bool changes;     /* else it is always that */
    int32_t daylight;
    struct zone_change begin, end; /* of daylight saving */
};

/* All of the text, or false. */
bool zone_rule_parse(const char *text, size_t length, struct zone_rule *ret_rule);
int32_t zone_rule_offset(const struct zone_rule *rule, int64_t utc);

#endif
