/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A claim is a lock on a file beside the blob, which itself is replaced with each write. The system
 * lets go of it when the process ends, however that happens. Who ends a claim removes the file, so
 * that whoever got the lock has to see whether the file is still the one that has the name.
 */
#include "config.h"

#include "state_claim.h"

#include "files.h"
#include "state.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER_MODE 0700
#define FILE_MODE 0600
#define LOCK_PREFIX "lock."
#define TRIES_MOST 16

struct state_claim {
    struct state_claim *next;
    int descriptor;
    char key[];
};

static char *lock_path(const char *folder, const char *key)
{
    return text_format("%s/" LOCK_PREFIX "%s", folder, key);
}

static bool has_name(int descriptor, const char *path)
{
    struct stat ours;
    struct stat named;

    return fstat(descriptor, &ours) == 0 && stat(path, &named) == 0 &&
           ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

/* 0, EWOULDBLOCK where another has it, or why not. */
static int lock_file(const char *path, int *ret_descriptor)
{
    for (int tries = 0; tries < TRIES_MOST; tries++) {
        int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
        if (descriptor < 0)
            return errno;
        int reason = flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno;
        if (reason == 0 && has_name(descriptor, path)) {
            *ret_descriptor = descriptor;
            return 0;
        }
        close(descriptor);
        if (reason != 0)
            return reason;
    }
    return EWOULDBLOCK;
}

static int claim_file(const char *folder, const char *key, int *ret_descriptor)
{
    char *path = lock_path(folder, key);
    int reason = path == NULL ? ENOMEM : lock_file(path, ret_descriptor);

    if (reason == ENOENT) { /* the folder, which is missing but once */
        reason = folder_make(folder, FOLDER_MODE);
        if (reason == 0)
            reason = lock_file(path, ret_descriptor);
    }
    free(path);
    return reason;
}

static int32_t refused(int reason, int *ret_reason)
{
    if (reason == EWOULDBLOCK)
        return HAWSER_EXISTS;
    *ret_reason = reason;
    return reason == ENOMEM ? HAWSER_NO_MEMORY : HAWSER_HOST;
}

int32_t state_claim(
    struct state_claim **claims, const char *folder, const char *key, int *ret_reason)
{
    if (!state_key_is_valid(key))
        return HAWSER_BAD_ARGUMENT;
    size_t size = strlen(key) + 1;
    struct state_claim *claim = calloc(1, sizeof *claim + size);
    if (claim == NULL)
        return HAWSER_NO_MEMORY;
    memcpy(claim->key, key, size);
    int reason = claim_file(folder, key, &claim->descriptor);
    if (reason != 0) {
        free(claim);
        return refused(reason, ret_reason);
    }
    claim->next = *claims;
    *claims = claim;
    return HAWSER_OK;
}

static void end_claim(struct state_claim *claim, const char *folder)
{
    char *path = lock_path(folder, claim->key);

    if (path != NULL)
        unlink(path);
    free(path);
    close(claim->descriptor);
    free(claim);
}

void state_unclaim(struct state_claim **claims, const char *folder, const char *key)
{
    struct state_claim **at = claims;

    while (*at != NULL && strcmp((*at)->key, key) != 0)
        at = &(*at)->next;
    struct state_claim *claim = *at;
    if (claim == NULL)
        return;
    *at = claim->next;
    end_claim(claim, folder);
}

void state_claims_free(struct state_claim *claims, const char *folder)
{
    while (claims != NULL) {
        struct state_claim *next = claims->next;
        end_claim(claims, folder);
        claims = next;
    }
}
