/* SPDX-License-Identifier: Apache-2.0 */
#include "common/zone.h"

#include "common/zone_rule.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER_SIZE = 44,
    TYPE_SIZE = 6,
    TYPES_MOST = 256,
    TRANSITIONS_MOST = 8192,
    OFFSET_MOST = 26 * 3600, /* RFC 9636, 3.2: -25 to +26 hours */
};

struct zone {
    size_t count;
    int64_t *times;       /* when each begins to hold, ascending */
    unsigned char *kinds; /* of each: index into `offsets` */
    size_t offset_count;  /* at least 1; the first holds before all times */
    int32_t offsets[TYPES_MOST];
    bool has_rule;
    struct zone_rule rule; /* for what is after the last time */
};

/* --- Names ------------------------------------------------------------------------------------ */

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '+' || byte == '-';
}

bool zone_name_is_valid(const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || length > ZONE_NAME_MAX)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool inside = i > 0 && i + 1 < length && name[i - 1] != '/';
        if (!is_name_byte(name[i]) && (name[i] != '/' || !inside))
            return false;
    }
    return true;
}

/* --- Reading ---------------------------------------------------------------------------------- */

struct cursor {
    const unsigned char *at;
    size_t left;
};

static const unsigned char *take(struct cursor *cursor, size_t length)
{
    const unsigned char *at = cursor->at;
    if (cursor->left < length)
        return NULL;
    cursor->at += length;
    cursor->left -= length;
    return at;
}

static uint32_t number_32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Two's complement, without a conversion that only most compilers define. */
static int64_t signed_of(uint64_t bits, uint64_t top)
{
    return bits & top ? -(int64_t)(top - (bits & (top - 1)) - 1) - 1 : (int64_t)bits;
}

static int64_t number_64(const unsigned char *bytes)
{
    uint64_t bits = (uint64_t)number_32(bytes) << 32 | number_32(bytes + 4);
    return signed_of(bits, (uint64_t)1 << 63);
}

struct header {
    unsigned char version;
    size_t universal, standard, leaps, times, types, letters;
};

static bool take_header(struct cursor *cursor, struct header *header)
{
    const unsigned char *bytes = take(cursor, HEADER_SIZE);
    if (!bytes || memcmp(bytes, "TZif", 4) != 0)
        return false;
    *header = (struct header){
        .version = bytes[4],
        .universal = number_32(bytes + 20),
        .standard = number_32(bytes + 24),
        .leaps = number_32(bytes + 28),
        .times = number_32(bytes + 32),
        .types = number_32(bytes + 36),
        .letters = number_32(bytes + 40),
    };
    /* Leap seconds would make it another clock than that of POSIX. */
    return header->universal <= TYPES_MOST && header->standard <= TYPES_MOST &&
           header->leaps == 0 && header->times <= TRANSITIONS_MOST && header->types >= 1 &&
           header->types <= TYPES_MOST && header->letters <= ZONE_FILE_MAX;
}

/* The part of version 1 has 32 bits for a time, and nobody needs it any more. */
static bool skip_first_part(struct cursor *cursor, const struct header *header)
{
    return take(cursor, header->times * 5 + header->types * TYPE_SIZE + header->letters +
                            header->standard + header->universal) != NULL;
}

static bool read_times(struct zone *zone, const unsigned char *times, const unsigned char *kinds)
{
    for (size_t i = 0; i < zone->count; i++) {
        zone->times[i] = number_64(times + i * 8);
        zone->kinds[i] = kinds[i];
        if (kinds[i] >= zone->offset_count || (i && zone->times[i] <= zone->times[i - 1]))
            return false;
    }
    return true;
}

static bool read_offsets(struct zone *zone, const unsigned char *types)
{
    for (size_t i = 0; i < zone->offset_count; i++) {
        int64_t offset = signed_of(number_32(types + i * TYPE_SIZE), (uint64_t)1 << 31);
        if (offset < -OFFSET_MOST || offset > OFFSET_MOST)
            return false;
        zone->offsets[i] = (int32_t)offset;
    }
    return true;
}

/* Between two line ends; empty: nothing is known of what comes after the table. */
static bool read_rule(struct zone *zone, struct cursor *cursor)
{
    const unsigned char *first = take(cursor, 1);
    const unsigned char *last = first ? memchr(cursor->at, '\n', cursor->left) : NULL;
    if (!first || *first != '\n' || !last)
        return false;
    size_t length = (size_t)(last - cursor->at);
    zone->has_rule = length > 0;
    return !length || zone_rule_parse((const char *)cursor->at, length, &zone->rule);
}

static bool read_all(struct zone *zone, struct cursor *cursor, const struct header *header)
{
    const unsigned char *times = take(cursor, header->times * 8);
    const unsigned char *kinds = take(cursor, header->times);
    const unsigned char *types = take(cursor, header->types * TYPE_SIZE);
    zone->count = header->times;
    zone->offset_count = header->types;
    return times && kinds && types &&
           take(cursor, header->letters + header->standard + header->universal) &&
           read_offsets(zone, types) && read_times(zone, times, kinds) && read_rule(zone, cursor);
}

enum zone_status zone_parse(const void *bytes, size_t length, struct zone **ret_zone)
{
    struct cursor cursor = {bytes, length};
    struct header header;
    if (!take_header(&cursor, &header) || header.version < '2' ||
        !skip_first_part(&cursor, &header) || !take_header(&cursor, &header))
        return ZONE_UNREADABLE;
    struct zone *zone = calloc(1, sizeof *zone);
    if (!zone)
        return ZONE_NO_MEMORY;
    zone->times = calloc(header.times + 1, sizeof *zone->times);
    zone->kinds = calloc(header.times + 1, sizeof *zone->kinds);
    enum zone_status status = !zone->times || !zone->kinds       ? ZONE_NO_MEMORY
                              : read_all(zone, &cursor, &header) ? ZONE_OK
                                                                 : ZONE_UNREADABLE;
    if (status == ZONE_OK)
        *ret_zone = zone;
    else
        zone_free(zone);
    return status;
}

void zone_free(struct zone *zone)
{
    if (!zone)
        return;
    free(zone->times);
    free(zone->kinds);
    free(zone);
}

/* The bytes of a plain file of a sensible size; freed by the caller. */
static enum zone_status read_file(int descriptor, unsigned char **ret_bytes, size_t *ret_length)
{
    struct stat about;
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) || about.st_size < 1 ||
        about.st_size > ZONE_FILE_MAX)
        return ZONE_UNREADABLE;
    size_t size = (size_t)about.st_size, length = 0;
    unsigned char *bytes = malloc(size);
    if (!bytes)
        return ZONE_NO_MEMORY;
    while (length < size) {
        ssize_t got = read(descriptor, bytes + length, size - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        length += (size_t)got;
    }
    *ret_bytes = bytes;
    *ret_length = length;
    return ZONE_OK;
}

enum zone_status zone_load(const char *directory, const char *name, struct zone **ret_zone)
{
    char path[1024];
    unsigned char *bytes = NULL;
    size_t length = 0;
    if (!zone_name_is_valid(name))
        return ZONE_BAD_NAME;
    int printed = snprintf(path, sizeof path, "%s/%s", directory, name);
    if (printed < 0 || (size_t)printed >= sizeof path)
        return ZONE_BAD_NAME;
    /* What else may lie there must not make us wait. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor < 0)
        return errno == ENOENT || errno == ENOTDIR ? ZONE_UNKNOWN : ZONE_UNREADABLE;
    enum zone_status status = read_file(descriptor, &bytes, &length);
    close(descriptor);
    if (status == ZONE_OK)
        status = zone_parse(bytes, length, ret_zone);
    free(bytes);
    return status;
}

/* --- Using it --------------------------------------------------------------------------------- */

/* How many of the times are not after this moment. */
static size_t passed(const struct zone *zone, int64_t utc)
{
    size_t low = 0, high = zone->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->times[middle] <= utc)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int32_t zone_offset(const struct zone *zone, int64_t utc)
{
    size_t count = passed(zone, utc);
    if (count == zone->count && zone->has_rule)
        return zone_rule_offset(&zone->rule, utc);
    return zone->offsets[count ? zone->kinds[count - 1] : 0];
}

struct moments {
    size_t count; /* that differ */
    int64_t utc;  /* the first */
};

static void try_offset(
    const struct zone *zone, int64_t local, int32_t offset, struct moments *moments)
{
    int64_t utc = local - offset;
    if (zone_offset(zone, utc) != offset || (moments->count && moments->utc == utc))
        return;
    if (moments->count++ == 0)
        moments->utc = utc;
}

bool zone_moment(const struct zone *zone, int64_t local, int64_t *ret_utc)
{
    struct moments moments = {0};
    for (size_t i = 0; i < zone->offset_count; i++)
        try_offset(zone, local, zone->offsets[i], &moments);
    if (zone->has_rule) {
        try_offset(zone, local, zone->rule.standard, &moments);
        try_offset(zone, local, zone->rule.daylight, &moments);
    }
    if (moments.count != 1)
        return false;
    *ret_utc = moments.utc;
    return true;
}
