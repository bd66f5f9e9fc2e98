/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/place.h"

#include "ftp/actions/run.h"

#include <stdlib.h>
#include <string.h>

struct ftp_place *ftp_place_of(struct ftp_run *run, const char *path)
{
    size_t size = strlen(path) + 1;
    for (struct ftp_place *place = run->places; place; place = place->next)
        if (strcmp(place->path, path) == 0)
            return place;
    struct ftp_place *place = calloc(1, sizeof *place + size);
    if (!place)
        return NULL;
    memcpy(place->path, path, size);
    place->next = run->places;
    run->places = place;
    return place;
}

void ftp_places_done(struct ftp_run *run)
{
    while (run->places) {
        struct ftp_place *place = run->places;
        run->places = place->next;
        free(place);
    }
}
