/* SPDX-License-Identifier: Apache-2.0 */
/* hawser.state/1: small blobs in a folder. */
#ifndef HAWSER_SDK_STATE_H
#define HAWSER_SDK_STATE_H

#include <hawser/host.h>
#include <stdbool.h>

#define STATE_KEY_MAX 128
#define STATE_BLOB_MAX (64u * 1024u)

bool state_key_is_valid(const char *key);

/* The folder for a connector's connection (canonical JSON without secrets) and action. NULL: no
 * memory. */
char *state_folder(
    const char *root, const char *connector, const char *connection, const char *action);

/* As in hawser_state_1; HAWSER_HOST sets *ret_reason to an errno. A folder that does not exist is
 * empty. */
int32_t state_get(const char *folder, const char *key, void *buffer, size_t capacity,
    size_t *ret_length, int *ret_reason);
int32_t state_put(const char *folder, const char *key, const void *blob, size_t length,
    bool durable, int *ret_reason);
int32_t state_remove(const char *folder, const char *key, bool durable, int *ret_reason);
int32_t state_list(const char *folder, const char *prefix,
    int32_t (*each)(void *user, const char *key), void *user, int *ret_reason);

#endif
