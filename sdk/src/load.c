/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "load.h"

#include "load_whole.h"
#include "loaded.h"
#include "problem.h"
#include "serial.h"
#include "table.h"
#include "text.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *next_folder(const hawser_host *host, const char **cursor)
{
    const char *at = *cursor == NULL ? host->settings[HAWSER_SETTING_CONNECTOR_PATH] : *cursor;

    at += strspn(at, ":");
    size_t length = strcspn(at, ":");
    *cursor = at + length;
    return length == 0 ? NULL : strndup(at, length);
}

static int32_t check_owner(
    const struct stat *status, const char *path, hawser_problem **ret_problem)
{
    if (!S_ISREG(status->st_mode))
        return problem_set(ret_problem, HAWSER_DENIED, "load.not-regular", NULL,
            "%s is not a regular file, so it is not loaded", path);
    if (status->st_uid != 0 && status->st_uid != geteuid())
        return problem_set(ret_problem, HAWSER_DENIED, "load.foreign-owner",
            "Have root or yourself own the file (chown).",
            "the connector %s belongs to user %u, neither to root nor to the user that would run "
            "it, so it is not loaded",
            path, (unsigned)status->st_uid);
    if ((status->st_mode & (S_IWGRP | S_IWOTH)) != 0)
        return problem_set(ret_problem, HAWSER_DENIED, "load.writable-by-others",
            "Take the right away with chmod go-w.",
            "the connector %s may be written to by others than its owner, so it is not loaded",
            path);
    return HAWSER_OK;
}

static int32_t say_unreadable(const char *path, int reason, hawser_problem **ret_problem)
{
    if (reason == ENOENT || reason == ENOTDIR)
        return problem_set(ret_problem, HAWSER_NOT_FOUND, "load.not-found", NULL,
            "there is no connector %s", path);
    return problem_set(ret_problem, HAWSER_DENIED, "load.unreadable", NULL,
        "the connector %s can't be opened (%s)", path, strerrordesc_np(reason));
}

/* O_NONBLOCK: opening a named pipe must not wait for its other end. */
static int32_t check_file(const char *path, hawser_problem **ret_problem)
{
    struct stat status;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (descriptor < 0)
        return say_unreadable(path, errno, ret_problem);
    int reason = fstat(descriptor, &status) == 0 ? 0 : errno;
    int32_t code = reason == 0 ? check_owner(&status, path, ret_problem)
                               : say_unreadable(path, reason, ret_problem);
    if (code == HAWSER_OK && !load_is_whole(descriptor, status.st_size))
        code = problem_set(ret_problem, HAWSER_UNSUPPORTED, "load.not-loadable",
            "Copy the file anew, to another name first, and rename it.",
            "%s can't be loaded (the file ends too early)", path);
    close(descriptor);
    return code;
}

static hawser_connector_entry_fn find_entry(void *handle)
{
    /* ISO C has no conversion from void * to a function; POSIX promises that their bits agree. */
    hawser_connector_entry_fn entry = NULL;
    void *symbol = dlsym(handle, HAWSER_CONNECTOR_ENTRY);

    memcpy(&entry, &symbol, sizeof entry);
    return entry;
}

static int32_t open_object(const char *path, void **ret_handle,
    hawser_connector_entry_fn *ret_entry, hawser_problem **ret_problem)
{
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (handle == NULL) {
        const char *reason = dlerror();
        return problem_set(ret_problem, HAWSER_UNSUPPORTED, "load.not-loadable", NULL,
            "%s can't be loaded (%s)", path, reason == NULL ? "no reason given" : reason);
    }
    hawser_connector_entry_fn entry = find_entry(handle);
    if (entry == NULL) {
        dlclose(handle);
        return problem_set(ret_problem, HAWSER_UNSUPPORTED, "load.no-entry", NULL,
            "%s is not a connector: it doesn't export %s", path, HAWSER_CONNECTOR_ENTRY);
    }
    *ret_handle = handle;
    *ret_entry = entry;
    return HAWSER_OK;
}

static int32_t read_table(hawser_connector_entry_fn entry, const char *path, const char *id,
    hawser_connector *ret_table, hawser_problem **ret_problem)
{
    const hawser_connector *theirs = entry(HAWSER_ABI_MAJOR);
    hawser_connector table;

    if (theirs == NULL)
        return problem_set(ret_problem, HAWSER_UNSUPPORTED, "load.other-major",
            "Install a version of the connector that was built for this host.",
            "the connector %s doesn't speak major version %d of the ABI, which is this host's",
            path, HAWSER_ABI_MAJOR);
    int32_t code = table_copy(theirs, path, &table, ret_problem);
    if (code != HAWSER_OK)
        return code;
    if (id != NULL && strcmp(id, table.id) != 0)
        return problem_set(ret_problem, HAWSER_PROTOCOL, "load.other-id",
            "Name the file after the connector's id, or give its path.",
            "the connector %s was to be \"%s\", but calls itself \"%s\"", path, id, table.id);
    *ret_table = table;
    return HAWSER_OK;
}

static hawser_loaded *loaded_new(
    hawser_host *host, const char *path, void *handle, const hawser_connector *table)
{
    hawser_loaded *loaded = calloc(1, sizeof *loaded);
    if (loaded == NULL)
        return NULL;
    loaded->host = host;
    loaded->handle = handle;
    loaded->table = *table;
    loaded->path = strdup(path);
    pthread_mutex_init(&loaded->mutex, NULL);
    if (table->thread_model == HAWSER_THREADS_SERIAL)
        loaded->serial = serial_acquire(handle);
    if (loaded->path != NULL &&
        (loaded->serial != NULL || table->thread_model != HAWSER_THREADS_SERIAL))
        return loaded;
    hawser_unload(loaded);
    return NULL;
}

void hawser_unload(hawser_loaded *loaded)
{
    if (loaded == NULL)
        return;
    loaded_forget(loaded);
    pthread_mutex_destroy(&loaded->mutex);
    serial_release(loaded->serial);
    dlclose(loaded->handle);
    free(loaded->path);
    free(loaded);
}

int32_t load_file(hawser_host *host, const char *path, const char *id, hawser_loaded **ret_loaded,
    hawser_problem **ret_problem)
{
    void *handle = NULL;
    hawser_connector_entry_fn entry = NULL;
    hawser_connector table;

    int32_t code = check_file(path, ret_problem);
    if (code == HAWSER_OK)
        code = open_object(path, &handle, &entry, ret_problem);
    if (code != HAWSER_OK)
        return code;
    code = read_table(entry, path, id, &table, ret_problem);
    if (code != HAWSER_OK) {
        dlclose(handle);
        return code;
    }
    hawser_loaded *loaded = loaded_new(host, path, handle, &table);
    if (loaded == NULL)
        return problem_no_memory(ret_problem);
    *ret_loaded = loaded;
    return HAWSER_OK;
}
