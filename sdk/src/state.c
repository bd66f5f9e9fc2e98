/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "state.h"

#include "files.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <gnutls/crypto.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Only the user of the host looks into it: names of files and servers stand there. */
#define FOLDER_MODE 0700
#define FILE_MODE 0600
/* Begins a blob's file name, so that no key is "..", nor one of a temporary file. */
#define KEY_PREFIX "key."
#define DIGEST_BYTES 32
#define FOLDER_DIGEST_BYTES 16

bool state_key_is_valid(const char *key)
{
    size_t length = key == NULL ? 0 : strnlen(key, STATE_KEY_MAX + 1);

    if (length == 0 || length > STATE_KEY_MAX)
        return false;
    return strspn(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") ==
           length;
}

/* Each text with its NUL, so that none can pass for a part of another. */
static bool digest_texts(const char *const *texts, size_t count, unsigned char *digest)
{
    gnutls_hash_hd_t hash;

    if (gnutls_hash_init(&hash, GNUTLS_DIG_SHA256) < 0)
        return false;
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good = gnutls_hash(hash, texts[i], strlen(texts[i]) + 1) == 0 && good;
    gnutls_hash_deinit(hash, digest);
    return good;
}

char *state_folder(
    const char *root, const char *connector, const char *connection, const char *action)
{
    static const char digits[] = "0123456789abcdef";
    const char *const texts[] = {connector, connection, action};
    unsigned char digest[DIGEST_BYTES];
    char name[2 * FOLDER_DIGEST_BYTES + 1];

    if (!digest_texts(texts, sizeof texts / sizeof texts[0], digest))
        return NULL;
    for (size_t i = 0; i < FOLDER_DIGEST_BYTES; i++) {
        name[2 * i] = digits[digest[i] >> 4];
        name[2 * i + 1] = digits[digest[i] & 15];
    }
    name[sizeof name - 1] = '\0';
    return text_format("%s/%s/%s", root, connector, name);
}

/* A blob whose size does not fit the rules is not one that state_put wrote. */
static int32_t read_blob(int descriptor, const struct stat *status, void *buffer, size_t capacity,
    size_t *ret_length, int *ret_reason)
{
    if (status->st_size < 0 || status->st_size > (off_t)STATE_BLOB_MAX) {
        *ret_reason = EFBIG;
        return HAWSER_HOST;
    }
    size_t size = (size_t)status->st_size;
    size_t length = 0;
    if (size > capacity) {
        *ret_length = size;
        return HAWSER_RESOURCE;
    }
    int reason = file_fill(descriptor, buffer, size, &length);
    if (reason != 0) {
        *ret_reason = reason;
        return HAWSER_HOST;
    }
    *ret_length = length;
    return HAWSER_OK;
}

int32_t state_get(const char *folder, const char *key, void *buffer, size_t capacity,
    size_t *ret_length, int *ret_reason)
{
    int descriptor = -1;
    struct stat status;

    if (!state_key_is_valid(key))
        return HAWSER_BAD_ARGUMENT;
    char *path = text_format("%s/" KEY_PREFIX "%s", folder, key);
    if (path == NULL)
        return HAWSER_NO_MEMORY;
    int reason = file_open(path, &descriptor, &status);
    free(path);
    if (reason == ENOENT)
        return HAWSER_NOT_FOUND;
    if (reason != 0) {
        *ret_reason = reason;
        return HAWSER_HOST;
    }
    int32_t code = read_blob(descriptor, &status, buffer, capacity, ret_length, ret_reason);
    close(descriptor);
    return code;
}

static int32_t answer(int reason, int *ret_reason)
{
    if (reason == 0)
        return HAWSER_OK;
    *ret_reason = reason;
    return reason == ENOMEM ? HAWSER_NO_MEMORY : HAWSER_HOST;
}

static int put(const char *folder, const char *name, const void *blob, size_t length, bool durable)
{
    return (durable ? file_replace : file_replace_unsynced)(folder, name, FILE_MODE, blob, length);
}

int32_t state_put(const char *folder, const char *key, const void *blob, size_t length,
    bool durable, int *ret_reason)
{
    if (!state_key_is_valid(key) || length > STATE_BLOB_MAX)
        return HAWSER_BAD_ARGUMENT;
    char *name = text_format(KEY_PREFIX "%s", key);
    if (name == NULL)
        return HAWSER_NO_MEMORY;
    int reason = put(folder, name, blob, length, durable);
    if (reason == ENOENT) { /* the folder, which is missing but once */
        reason = folder_make(folder, FOLDER_MODE);
        if (reason == 0)
            reason = put(folder, name, blob, length, durable);
    }
    free(name);
    return answer(reason, ret_reason);
}

int32_t state_remove(const char *folder, const char *key, bool durable, int *ret_reason)
{
    if (!state_key_is_valid(key))
        return HAWSER_BAD_ARGUMENT;
    char *name = text_format(KEY_PREFIX "%s", key);
    if (name == NULL)
        return HAWSER_NO_MEMORY;
    int reason = (durable ? file_remove : file_remove_unsynced)(folder, name);
    free(name);
    return answer(reason == ENOENT ? 0 : reason, ret_reason);
}

static int is_key_file(const struct dirent *entry)
{
    return strncmp(entry->d_name, KEY_PREFIX, strlen(KEY_PREFIX)) == 0 &&
           state_key_is_valid(entry->d_name + strlen(KEY_PREFIX));
}

static int by_bytes(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

int32_t state_list(const char *folder, const char *prefix,
    int32_t (*each)(void *user, const char *key), void *user, int *ret_reason)
{
    struct dirent **entries = NULL;
    int32_t stop = 0;

    int count = scandir(folder, &entries, is_key_file, by_bytes);
    if (count < 0)
        return answer(errno == ENOENT ? 0 : errno, ret_reason);
    for (int i = 0; i < count; i++) {
        const char *key = entries[i]->d_name + strlen(KEY_PREFIX);
        if (stop == 0 && strncmp(key, prefix, strlen(prefix)) == 0)
            stop = each(user, key);
        free(entries[i]);
    }
    free(entries);
    return HAWSER_OK;
}
