/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "trust_store.h"

#include "files.h"
#include "problem.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CERTIFICATE_BEGIN "-----BEGIN "

static int is_pem_name(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    size_t suffix = strlen(TRUST_SUFFIX);

    return length > suffix && entry->d_name[0] != '.' &&
           strcmp(entry->d_name + length - suffix, TRUST_SUFFIX) == 0;
}

/* By bytes, whatever the locale. */
static int by_bytes(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static const char *fault_of(int reason)
{
    switch (reason) {
    case EFBIG:
        return "it is over 1 MiB";
    case EINVAL:
        return "it is not a regular file";
    case EPERM:
        return "every user may write to it";
    default:
        return strerrordesc_np(reason);
    }
}

/* The value of a head line that starts at `line`, to be freed; *ret_fault says why it is none. */
static char *read_peer(const char *line, size_t length, const char **ret_fault)
{
    const char *value = line + strlen(TRUST_FOR);
    const char *end = line + length;

    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    while (end > value && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        end--;
    char *peer = strndup(value, (size_t)(end - value));
    if (peer == NULL || trust_peer_is_valid(peer))
        return peer;
    free(peer);
    *ret_fault = "its " TRUST_FOR " line names no host";
    return NULL;
}

/* Whether the word of a head line stands anywhere in the bytes. */
static bool has_word(const char *bytes, size_t length)
{
    size_t word = strlen(TRUST_FOR) - 1; /* without the colon */

    for (size_t i = 0; i + word <= length; i++)
        if (strncasecmp(bytes + i, TRUST_FOR, word) == 0)
            return true;
    return false;
}

static const char *read_head_line(struct trust_file *file, const char *line, size_t length)
{
    const char *fault = NULL;

    if (!has_word(line, length))
        return NULL;
    if (strncasecmp(line, TRUST_FOR, strlen(TRUST_FOR)) != 0)
        return "a line of it is meant to begin with " TRUST_FOR " and does not";
    if (file->peer != NULL)
        return "it has two " TRUST_FOR " lines";
    file->peer = read_peer(line, length, &fault);
    return file->peer == NULL && fault == NULL ? "there is not enough memory" : fault;
}

/*
 * Reads the head, the lines before the first PEM block. A head line that is unreadable, or stands where it is not read,
 * must never widen the trust to all hosts, so it is a fault, and a second one is too.
 */
static const char *read_head(struct trust_file *file)
{
    const char *fault = NULL;
    const char *line = file->text;

    while (fault == NULL && *line != '\0') {
        size_t length = strcspn(line, "\n");
        if (strncmp(line, CERTIFICATE_BEGIN, strlen(CERTIFICATE_BEGIN)) == 0)
            return has_word(line, strlen(line)) ? "its " TRUST_FOR
                                                  " line stands behind a certificate"
                                                : NULL;
        fault = read_head_line(file, line, length);
        line += length + (line[length] == '\n' ? 1 : 0);
    }
    return fault == NULL ? "it holds no PEM" : fault;
}

/* A fault's text must be kept, or the file would pass for a good one. */
static int32_t set_fault(struct trust_file *file, const char *fault)
{
    free(file->text);
    file->text = NULL;
    file->length = 0;
    file->fault = strdup(fault);
    return file->fault == NULL ? HAWSER_NO_MEMORY : HAWSER_OK;
}

static int32_t read_one(const char *folder, const char *entry, struct trust_file *file)
{
    char *path = text_format("%s/%s", folder, entry);

    file->name = strndup(entry, strlen(entry) - strlen(TRUST_SUFFIX));
    if (path == NULL || file->name == NULL) {
        free(path);
        return HAWSER_NO_MEMORY;
    }
    int reason = file_read(path, TRUST_FILE_MAX, &file->text, &file->length);
    free(path);
    if (reason == ENOMEM)
        return HAWSER_NO_MEMORY;
    if (reason != 0)
        return set_fault(file, fault_of(reason));
    if (memchr(file->text, '\0', file->length) != NULL)
        return set_fault(file, "it is not text");
    const char *fault = read_head(file);
    return fault == NULL ? HAWSER_OK : set_fault(file, fault);
}

void trust_files_done(struct trust_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->items[i].name);
        free(files->items[i].text);
        free(files->items[i].peer);
        free(files->items[i].fault);
    }
    free(files->items);
    *files = (struct trust_files){0};
}

static int32_t read_entries(
    const char *folder, struct dirent **entries, size_t count, struct trust_files *files)
{
    files->items = calloc(count + 1, sizeof *files->items);
    if (files->items == NULL)
        return HAWSER_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        files->count++;
        int32_t code = read_one(folder, entries[i]->d_name, &files->items[i]);
        if (code != HAWSER_OK)
            return code;
    }
    return HAWSER_OK;
}

int32_t trust_files_read(
    const char *folder, struct trust_files *ret_files, hawser_problem **ret_problem)
{
    struct dirent **entries = NULL;
    struct trust_files files = {0};

    int count = scandir(folder, &entries, is_pem_name, by_bytes);
    if (count < 0 && errno != ENOENT)
        return problem_set(ret_problem, errno == EACCES ? HAWSER_DENIED : HAWSER_HOST,
            "trust.unreadable", "Name another folder in HAWSER_TRUST_DIR, or let it be read.",
            "the trust folder %s can't be read (%s)", folder, strerrordesc_np(errno));
    int32_t code = read_entries(folder, entries, count < 0 ? 0 : (size_t)count, &files);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    if (code != HAWSER_OK) {
        trust_files_done(&files);
        return problem_no_memory(ret_problem);
    }
    *ret_files = files;
    return HAWSER_OK;
}
