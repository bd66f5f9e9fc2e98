/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/place.h"

#include "ftp/actions/shared.h"

#include <stdlib.h>
#include <string.h>

struct ftp_place {
    struct ftp_place *next;
    unsigned marks;
    char path[];
};

static struct ftp_place *find(const struct ftp_shared *shared, const char *path)
{
    struct ftp_place *place = shared->places;
    while (place && strcmp(place->path, path) != 0)
        place = place->next;
    return place;
}

static struct ftp_place *make(struct ftp_shared *shared, const char *path)
{
    size_t size = strlen(path) + 1;
    struct ftp_place *place = calloc(1, sizeof *place + size);
    if (!place)
        return NULL;
    memcpy(place->path, path, size);
    place->next = shared->places;
    shared->places = place;
    return place;
}

bool ftp_place_has(struct ftp_shared *shared, const char *path, enum ftp_mark mark)
{
    pthread_mutex_lock(&shared->mutex);
    const struct ftp_place *place = find(shared, path);
    bool has = place && (place->marks & (unsigned)mark);
    pthread_mutex_unlock(&shared->mutex);
    return has;
}

bool ftp_place_mark(struct ftp_shared *shared, const char *path, enum ftp_mark mark)
{
    pthread_mutex_lock(&shared->mutex);
    struct ftp_place *place = find(shared, path);
    if (!place)
        place = make(shared, path);
    bool is_new = place && !(place->marks & (unsigned)mark);
    if (place)
        place->marks |= (unsigned)mark;
    pthread_mutex_unlock(&shared->mutex);
    return is_new;
}

void ftp_places_done(struct ftp_shared *shared)
{
    while (shared->places) {
        struct ftp_place *place = shared->places;
        shared->places = place->next;
        free(place);
    }
}
