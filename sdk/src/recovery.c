/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "recovery.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "staging.h"

#define LINE_SIZE (PATH_MAX + 1024)
#define NAMES_MOST 1000 /* that are tried for one document */

struct recovery {
    int directory;
    const char *path;
    sink_recovered_fn recovered;
    void *user;
    json_t *published; /* properties by name */
};

__attribute__((format(printf, 2, 3))) static void tell(
    const struct recovery *recovery, const char *format, ...)
{
    char line[LINE_SIZE];
    va_list arguments;

    if (!recovery->recovered)
        return;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    recovery->recovered(recovery->user, line);
}

/* Gives the file the name it should have had, or the first free one like it. An errno, or 0. */
static int name_file(
    const struct recovery *recovery, const char *from, const char *wanted, char *ret_name)
{
    unsigned number = 0;
    int error;

    snprintf(ret_name, FILE_NAME_SIZE, "%s", wanted);
    do {
        error = staging_rename_new(recovery->directory, from, ret_name);
        if (error == EEXIST)
            file_name_recovered(wanted, ++number, ret_name);
    } while (error == EEXIST && number <= NAMES_MOST);
    return error;
}

static void publish(const struct recovery *recovery, const char *from, const char *id)
{
    char wanted[FILE_NAME_SIZE];
    char name[FILE_NAME_SIZE];
    char journal[STAGING_NAME_SIZE];
    struct attempt attempt;
    json_auto_t *properties = NULL;
    int error;

    attempt_init(&attempt, NULL);
    if (staging_journal_read(recovery->directory, id, wanted, &properties))
        snprintf(wanted, sizeof wanted, "recovered-%s", id);
    error = name_file(recovery, from, wanted, name);
    if (error) {
        attempt_failed_errno(&attempt, error, "publish %s/%s, which an earlier run received as %s",
            recovery->path, from, wanted);
        tell(recovery, "%s", attempt.text);
        return;
    }
    tell(recovery,
        "published %s/%s, which an earlier run received and was killed before it could publish",
        recovery->path, name);
    /* The journal goes only when the name is sure to stay. */
    if (staging_sync(recovery->directory, &attempt) != HAWSER_OK) {
        tell(recovery, "%s", attempt.text);
        return;
    }
    staging_name(id, STAGING_JOURNAL, journal);
    unlinkat(recovery->directory, journal, 0);
    if (properties && strcmp(name, wanted) == 0) /* without memory it is not known again */
        (void)json_object_set(recovery->published, name, properties);
}

static void visit_prepared(const struct recovery *recovery, const char *name, const char *id)
{
    int file = staging_adopt(recovery->directory, name);

    if (file < 0)
        return;
    publish(recovery, name, id);
    close(file);
}

static void visit_part(const struct recovery *recovery, const char *name)
{
    int file = staging_adopt(recovery->directory, name);

    if (file < 0)
        return;
    if (unlinkat(recovery->directory, name, 0))
        tell(recovery, "can't remove %s/%s, which an earlier run left", recovery->path, name);
    close(file);
}

static int exists(int directory, const char *id, const char *suffix)
{
    char name[STAGING_NAME_SIZE];

    staging_name(id, suffix, name);
    return faccessat(directory, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* A journal goes where its document is gone. Looked for in the order in which its owner renames it,
   so that one on its way is found. */
static void visit_journal(const struct recovery *recovery, const char *name, const char *id)
{
    if (!exists(recovery->directory, id, STAGING_PART) &&
        !exists(recovery->directory, id, STAGING_PREPARED))
        unlinkat(recovery->directory, name, 0);
}

/* Of what kind the files of a pass are: journals last, when their documents have been dealt with.
 */
static void visit(const struct recovery *recovery, const char *name, int journals)
{
    char id[STAGING_ID_SIZE];

    if (journals && staging_is(name, STAGING_JOURNAL, id))
        visit_journal(recovery, name, id);
    else if (!journals && staging_is(name, STAGING_PREPARED, id))
        visit_prepared(recovery, name, id);
    else if (!journals && staging_is(name, STAGING_PART, id))
        visit_part(recovery, name);
}

int32_t recovery_run(int directory, const char *path, sink_recovered_fn recovered, void *user,
    json_t *published, struct attempt *attempt)
{
    const struct recovery recovery = {directory, path, recovered, user, published};
    int own = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *stream = own < 0 ? NULL : fdopendir(own);
    const struct dirent *entry;
    int journals;

    if (!stream) {
        int32_t code = attempt_failed_errno(attempt, errno, "read the directory %s", path);
        if (own >= 0)
            close(own);
        return code;
    }
    for (journals = 0; journals < 2; journals++) {
        rewinddir(stream);
        while ((entry = readdir(stream)) != NULL)
            visit(&recovery, entry->d_name, journals);
    }
    closedir(stream);
    return HAWSER_OK;
}
