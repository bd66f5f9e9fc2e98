/* SPDX-License-Identifier: Apache-2.0 */
/* Files of the tz database: whatever they hold, an answer fits what else the zone says. */
#include "common/zone.h"
#include "common/zone_rule.h"

#include "fuzz/ftp_targets.h"

static void check_moment(const struct zone *zone, int64_t utc)
{
    int64_t again;
    int64_t local = utc + zone_offset(zone, utc);
    /* Where two moments show this, none is given; where one does, it is this. */
    if (zone_moment(zone, local, &again))
        FUZZ_CHECK(again == utc);
}

static void check_rule(const char *data, size_t length)
{
    struct zone_rule rule;
    if (!zone_rule_parse(data, length, &rule))
        return;
    for (int64_t day = -800; day < 30000; day += 61) {
        int32_t offset = zone_rule_offset(&rule, day * 86400);
        FUZZ_CHECK(offset == rule.standard || (rule.changes && offset == rule.daylight));
    }
}

void fuzz_zone(const char *data, size_t length)
{
    struct zone *zone;
    check_rule(data, length);
    if (zone_parse(data, length, &zone) != ZONE_OK)
        return;
    for (int64_t day = -40000; day < 40000; day += 331)
        check_moment(zone, day * 86400 + day);
    check_moment(zone, INT64_C(253402300799));
    check_moment(zone, INT64_C(-62135596800));
    zone_free(zone);
}
