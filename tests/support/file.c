/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK_SIZE = 64 * 1024, WORD_SIZE = 8, SHA256_BYTES = 32 };

static bool complain(const char *path, const char *what)
{
    fprintf(stderr, "%s: %s: error %d\n", path, what, errno);
    return false;
}

static bool write_all(int descriptor, const unsigned char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return false;
        }
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

static int create(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
}

static bool finish(int descriptor, const char *path, bool written)
{
    /* A full disk may be told at the close only. */
    bool closed = descriptor >= 0 && close(descriptor) == 0;
    return (written && closed) || complain(path, "can't write");
}

bool file_write(const char *path, const void *bytes, size_t size)
{
    int descriptor = create(path);
    return finish(descriptor, path, descriptor >= 0 && write_all(descriptor, bytes, size));
}

bool file_write_text(const char *path, const char *text)
{
    return file_write(path, text, strlen(text));
}

/* The finalizer of SplitMix64, over a counter: any position can be computed by itself. */
static uint64_t random_word(uint64_t seed, uint64_t index)
{
    uint64_t word =
        (seed + 1) * UINT64_C(0xd1342543de82ef95) + index * UINT64_C(0x9e3779b97f4a7c15);
    word = (word ^ (word >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94d049bb133111eb);
    return word ^ (word >> 31);
}

void random_bytes(uint64_t seed, uint64_t offset, void *ret_bytes, size_t size)
{
    unsigned char *bytes = ret_bytes;
    uint64_t word = 0;
    for (size_t i = 0; i < size; i++) {
        uint64_t position = offset + i;
        if (i == 0 || position % WORD_SIZE == 0) {
            word = random_word(seed, position / WORD_SIZE);
        }
        bytes[i] = (unsigned char)(word >> (8 * (position % WORD_SIZE)));
    }
}

bool file_write_random(const char *path, uint64_t size, uint64_t seed)
{
    unsigned char block[BLOCK_SIZE];
    int descriptor = create(path);
    bool written = descriptor >= 0;
    for (uint64_t offset = 0; written && offset < size; offset += BLOCK_SIZE) {
        size_t part = size - offset < BLOCK_SIZE ? (size_t)(size - offset) : BLOCK_SIZE;
        random_bytes(seed, offset, block, part);
        written = write_all(descriptor, block, part);
    }
    return finish(descriptor, path, written);
}

static void to_hex(const unsigned char *bytes, size_t size, char *ret_text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        ret_text[2 * i] = digits[bytes[i] >> 4];
        ret_text[2 * i + 1] = digits[bytes[i] & 15];
    }
    ret_text[2 * size] = '\0';
}

static bool hash_stream(FILE *file, gnutls_hash_hd_t hash)
{
    unsigned char block[BLOCK_SIZE];
    size_t size;
    while ((size = fread(block, 1, sizeof block, file)) > 0) {
        if (gnutls_hash(hash, block, size) < 0) {
            return false;
        }
    }
    return ferror(file) == 0;
}

bool file_sha256(const char *path, char ret_digest[FOLDER_SHA256_SIZE])
{
    unsigned char digest[SHA256_BYTES];
    gnutls_hash_hd_t hash;
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return complain(path, "can't read");
    }
    bool hashed = gnutls_hash_init(&hash, GNUTLS_DIG_SHA256) == 0;
    if (hashed) {
        hashed = hash_stream(file, hash);
        gnutls_hash_deinit(hash, digest);
    }
    fclose(file);
    if (!hashed) {
        return complain(path, "can't compute SHA-256");
    }
    to_hex(digest, sizeof digest, ret_digest);
    return true;
}

int64_t file_size(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) ? (int64_t)status.st_size : -1;
}

/* Reads to the end whatever the size said at first: a server may still be writing. */
static bool read_stream(FILE *file, char **bytes, size_t *size)
{
    size_t room = 0;
    size_t part = 1;
    while (part > 0) {
        if (room - *size < BLOCK_SIZE) {
            room = 2 * room + 2 * BLOCK_SIZE;
            char *larger = realloc(*bytes, room);
            if (larger == NULL) {
                return false;
            }
            *bytes = larger;
        }
        part = fread(*bytes + *size, 1, room - *size - 1, file);
        *size += part;
    }
    (*bytes)[*size] = '\0';
    return ferror(file) == 0;
}

char *file_read(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        complain(path, "can't read");
        return NULL;
    }
    char *bytes = NULL;
    size_t size = 0;
    bool whole = read_stream(file, &bytes, &size);
    fclose(file);
    if (!whole) {
        complain(path, "can't read");
        free(bytes);
        return NULL;
    }
    if (ret_size != NULL) {
        *ret_size = size;
    }
    return bytes;
}

bool file_same(const char *left, const char *right)
{
    char left_digest[FOLDER_SHA256_SIZE];
    char right_digest[FOLDER_SHA256_SIZE];
    return file_size(left) == file_size(right) && file_sha256(left, left_digest) &&
           file_sha256(right, right_digest) && strcmp(left_digest, right_digest) == 0;
}
