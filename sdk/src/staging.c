/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "staging.h"
#include "files.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES_MOST 16
#define JOURNAL_MOST 4096
#define OPEN_FLAGS (O_NOFOLLOW | O_CLOEXEC)

void staging_name(const char *id, const char *suffix, char ret_name[STAGING_NAME_SIZE])
{
    snprintf(ret_name, STAGING_NAME_SIZE, "%s%s%s", FILE_NAME_OWN, id, suffix);
}

int staging_is(const char *name, const char *suffix, char ret_id[STAGING_ID_SIZE])
{
    const size_t prefix = strlen(FILE_NAME_OWN);
    const char *id = name + prefix;

    if (strncmp(name, FILE_NAME_OWN, prefix) != 0 ||
        strspn(id, "0123456789abcdef") != STAGING_ID_LENGTH ||
        strcmp(id + STAGING_ID_LENGTH, suffix) != 0)
        return 0;
    memcpy(ret_id, id, STAGING_ID_LENGTH);
    ret_id[STAGING_ID_LENGTH] = '\0';
    return 1;
}

/* Locks a file that was just made. False: a recovery that runs at the same time found it before it
   was locked, and removes it. Where there are no locks, there is no recovery either. */
static int lock_new(int file)
{
    struct stat status;

    if (flock(file, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
        return 0;
    return fstat(file, &status) == 0 && status.st_nlink > 0;
}

/* One try at a name; -1 with errno. EAGAIN and EEXIST: try another. */
static int create_one(int directory, char id[STAGING_ID_SIZE])
{
    char name[STAGING_NAME_SIZE];
    uint64_t number;
    int file;

    if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
        return -1;
    snprintf(id, STAGING_ID_SIZE, "%016llx", (unsigned long long)number);
    staging_name(id, STAGING_PART, name);
    file = openat(directory, name, O_RDWR | O_CREAT | O_EXCL | OPEN_FLAGS, 0666);
    if (file >= 0 && !lock_new(file)) {
        unlinkat(directory, name, 0);
        close(file);
        errno = EAGAIN;
        return -1;
    }
    return file;
}

int32_t staging_create(
    int directory, char ret_id[STAGING_ID_SIZE], int *ret_file, struct attempt *attempt)
{
    char id[STAGING_ID_SIZE];
    int tries = 0;
    int file;

    do
        file = create_one(directory, id);
    while (
        file < 0 && (errno == EAGAIN || errno == EEXIST || errno == EINTR) && ++tries < TRIES_MOST);
    if (file < 0)
        return attempt_failed_errno(attempt, errno, "create a file in the output directory");
    memcpy(ret_id, id, sizeof id);
    *ret_file = file;
    return HAWSER_OK;
}

/* Whether `name` still is that file: its owner may have renamed it just before it died. */
static int is_named(int directory, const char *name, int file)
{
    struct stat opened;
    struct stat named;

    return fstat(file, &opened) == 0 && S_ISREG(opened.st_mode) &&
           fstatat(directory, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

int staging_adopt(int directory, const char *name)
{
    int file = openat(directory, name, O_RDONLY | O_NONBLOCK | O_NOCTTY | OPEN_FLAGS);

    if (file < 0)
        return -1;
    if (flock(file, LOCK_EX | LOCK_NB) == 0 && is_named(directory, name, file))
        return file;
    close(file);
    return -1;
}

int staging_rename_new(int directory, const char *from, const char *to)
{
    if (renameat2(directory, from, directory, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    /* The file system can't; a link can't replace either. */
    if (linkat(directory, from, directory, to, 0))
        return errno;
    return unlinkat(directory, from, 0) ? errno : 0;
}

/* The journal's text, which the caller frees; NULL: no memory. */
static char *journal_text(const char *name, const json_t *properties)
{
    json_t *journal = json_pack("{s:s, s:O?}", "fileName", name, "properties", properties);
    char *text = journal ? text_of_json(journal, JSON_COMPACT) : NULL;

    /* Without them it can't be known again, and is safe all the same. */
    if (text && strlen(text) > JOURNAL_MOST) {
        free(text);
        (void)json_object_del(journal, "properties");
        text = text_of_json(journal, JSON_COMPACT);
    }
    json_decref(journal);
    return text;
}

int32_t staging_journal_write(int directory, const char *id, const char *name,
    const json_t *properties, struct attempt *attempt)
{
    char journal[STAGING_NAME_SIZE];
    char *text = journal_text(name, properties);
    int file;
    int error;

    if (!text)
        return attempt_no_memory(attempt);
    staging_name(id, STAGING_JOURNAL, journal);
    file = openat(directory, journal, O_WRONLY | O_CREAT | O_EXCL | OPEN_FLAGS, 0666);
    error = file < 0 ? errno : file_put(file, text, strlen(text));
    if (!error && fsync(file))
        error = errno;
    if (file >= 0)
        close(file);
    free(text);
    if (!error)
        return HAWSER_OK;
    if (file >= 0)
        unlinkat(directory, journal, 0);
    return attempt_failed_errno(attempt, error, "write the journal of %s", name);
}

static json_t *journal_load(int directory, const char *id)
{
    char journal[STAGING_NAME_SIZE];
    char text[JOURNAL_MOST];
    ssize_t length;
    int file;

    staging_name(id, STAGING_JOURNAL, journal);
    file = openat(directory, journal, O_RDONLY | O_NONBLOCK | O_NOCTTY | OPEN_FLAGS);
    if (file < 0)
        return NULL;
    length = read(file, text, sizeof text);
    close(file);
    return length > 0 ? json_loadb(text, (size_t)length, 0, NULL) : NULL;
}

int staging_journal_read(
    int directory, const char *id, char ret_name[FILE_NAME_SIZE], json_t **ret_properties)
{
    json_t *journal = journal_load(directory, id);
    const json_t *name = json_object_get(journal, "fileName");
    struct attempt attempt;
    int32_t code = HAWSER_NOT_FOUND;

    attempt_init(&attempt, NULL);
    /* Made safe again: another may have written it. */
    if (json_is_string(name))
        code =
            file_name_safe(json_string_value(name), json_string_length(name), ret_name, &attempt);
    if (code == HAWSER_OK)
        *ret_properties = json_incref(json_object_get(journal, "properties"));
    json_decref(journal);
    return code == HAWSER_OK ? 0 : -1;
}

int32_t staging_sync(int directory, struct attempt *attempt)
{
    /* Some file systems can't sync a directory, and need not. */
    if (fsync(directory) && errno != EINVAL && errno != ENOTSUP)
        return attempt_failed_errno(attempt, errno, "sync the output directory");
    return HAWSER_OK;
}
