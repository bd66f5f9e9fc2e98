/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time zones of the tz database (RFC 9636), read from their files. The C library knows one zone for
 * the whole process; this knows as many as are loaded, and changes nothing outside.
 */
#ifndef HAWSER_PLUGIN_COMMON_ZONE_H
#define HAWSER_PLUGIN_COMMON_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ZONE_DIRECTORY "/usr/share/zoneinfo"

enum { ZONE_NAME_MAX = 64, ZONE_FILE_MAX = 256 * 1024 };

enum zone_status {
    ZONE_OK,
    ZONE_BAD_NAME,   /* it has not the form of a zone's name */
    ZONE_UNKNOWN,    /* there is no such file */
    ZONE_UNREADABLE, /* what is there is no zone, or can't be read */
    ZONE_NO_MEMORY,
};

struct zone;

/* "Europe/Berlin", "Etc/GMT+5", "UTC": letters, digits, '_', '+' and '-', with single slashes
 * between. So no dot: no name leads out of the directory. */
bool zone_name_is_valid(const char *name);

/* Reads `directory`/`name`. On failure *ret_zone is not touched. */
enum zone_status zone_load(const char *directory, const char *name, struct zone **ret_zone);
/* Reads the bytes of such a file; they are not kept. */
enum zone_status zone_parse(const void *bytes, size_t length, struct zone **ret_zone);
void zone_free(struct zone *zone); /* NULL too */

/* Seconds by which the zone's clocks are ahead of UTC at that moment (since 1970, UTC). */
int32_t zone_offset(const struct zone *zone, int64_t utc);

/*
 * The moment at which the zone's clocks show `local` (seconds since 1970 on that clock). False, and
 * nothing set, where there is none (they are put forward over it) or there are two (they are put
 * back, and show it twice): then nothing tells which one is meant.
 */
bool zone_moment(const struct zone *zone, int64_t local, int64_t *ret_utc);

#endif
