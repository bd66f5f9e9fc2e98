/* SPDX-License-Identifier: Apache-2.0 */
/* hawser.trust/1, and hawser.state/1 for as long as one call lasts. */
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "report.h"

enum { LARGEST_BLOB = 64 << 10 };

static int32_t on_certificates(void *user, const char *peer, const char **ret_pem,
    size_t *ret_length, uint64_t *ret_generation)
{
    struct host *host = user;
    (void)peer;
    int32_t code = host_enter(host, CALLBACK_TRUST);
    if (code == HAWSER_OK) {
        *ret_pem = host->fixture && host->fixture->trust ? host->fixture->trust : "";
        *ret_length = strlen(*ret_pem);
        *ret_generation = 1;
    }
    host_leave(host);
    return code;
}

/* Its place; NULL: there is none. */
static struct host_blob *find_blob(const struct host *host, const char *key)
{
    for (size_t i = 0; i < host->blob_count; i++) {
        if (strcmp(host->blobs[i].key, key) == 0)
            return &host->blobs[i];
    }
    return NULL;
}

static int32_t on_get(
    void *user, const char *key, void *buffer, size_t capacity, size_t *ret_length)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_STATE);
    const struct host_blob *blob = find_blob(host, key);
    if (code == HAWSER_OK && !blob)
        code = HAWSER_NOT_FOUND;
    if (code == HAWSER_OK) {
        *ret_length = blob->length;
        if (blob->length > capacity)
            code = HAWSER_RESOURCE;
        else
            memcpy(buffer, blob->bytes, blob->length);
    }
    host_leave(host);
    return code;
}

static int32_t on_put(void *user, const char *key, const void *bytes, size_t length)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_STATE);
    if (code == HAWSER_OK && length > LARGEST_BLOB)
        code = HAWSER_BAD_ARGUMENT;
    if (code == HAWSER_OK) {
        struct host_blob *blob = find_blob(host, key);
        if (!blob) {
            host->blobs =
                report_memory(realloc(host->blobs, (host->blob_count + 1) * sizeof *host->blobs));
            blob = &host->blobs[host->blob_count++];
            *blob = (struct host_blob){.key = report_memory(strdup(key))};
        }
        free(blob->bytes);
        blob->bytes = report_memory(malloc(length + 1));
        memcpy(blob->bytes, bytes, length);
        blob->length = length;
    }
    host_leave(host);
    return code;
}

static int32_t on_remove(void *user, const char *key)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_STATE);
    struct host_blob *blob = find_blob(host, key);
    if (code == HAWSER_OK && blob) {
        free(blob->key);
        free(blob->bytes);
        *blob = host->blobs[--host->blob_count];
    }
    host_leave(host);
    return code;
}

static int32_t on_list(
    void *user, const char *prefix, int32_t (*each)(void *user, const char *key), void *each_user)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_STATE);
    for (size_t i = 0; code == HAWSER_OK && i < host->blob_count; i++) {
        if (strncmp(host->blobs[i].key, prefix, strlen(prefix)) == 0 &&
            each(each_user, host->blobs[i].key) != 0)
            break;
    }
    host_leave(host);
    return code;
}

static int32_t on_claim(void *user, const char *key)
{
    struct host *host = user;
    (void)key;
    int32_t code = host_enter(host, CALLBACK_STATE);
    host_leave(host);
    return code;
}

const void *host_extension(void *user, const char *name)
{
    static const hawser_trust_1 trust = {
        .size = sizeof(hawser_trust_1), .certificates = on_certificates};
    static const hawser_state_1 state = {.size = sizeof(hawser_state_1),
        .get = on_get,
        .put = on_put,
        .remove = on_remove,
        .list = on_list,
        .claim = on_claim};
    (void)user;
    if (strcmp(name, HAWSER_EXTENSION_TRUST) == 0)
        return &trust;
    if (strcmp(name, HAWSER_EXTENSION_STATE) == 0)
        return &state;
    return NULL;
}

void host_state_done(struct host *host)
{
    for (size_t i = 0; i < host->blob_count; i++) {
        free(host->blobs[i].key);
        free(host->blobs[i].bytes);
    }
    free(host->blobs);
}
