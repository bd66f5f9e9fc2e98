/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/shared.h"

#include "ftp/actions/place.h"
#include "ftp/actions/rehearsed.h"

void ftp_shared_init(struct ftp_shared *shared)
{
    *shared = (struct ftp_shared){0};
    pthread_mutex_init(&shared->mutex, NULL);
}

void ftp_shared_done(struct ftp_shared *shared)
{
    ftp_places_done(shared);
    ftp_rehearsed_done(shared);
    pthread_mutex_destroy(&shared->mutex);
}
