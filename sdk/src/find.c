/* SPDX-License-Identifier: Apache-2.0 */
/* Connectors on the path: one by its id, or all of them. */
#include "config.h"

#include "load.h"

#include "loaded.h"
#include "problem.h"
#include "table.h"
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int32_t load_by_id(
    hawser_host *host, const char *id, hawser_loaded **ret_loaded, hawser_problem **ret_problem)
{
    const char *cursor = NULL;
    char *folder;

    while ((folder = next_folder(host, &cursor)) != NULL) {
        char *path = text_format("%s/%s" CONNECTOR_SUFFIX, folder, id);
        free(folder);
        if (path == NULL)
            return problem_no_memory(ret_problem);
        if (access(path, F_OK) == 0) {
            int32_t code = load_file(host, path, id, ret_loaded, ret_problem);
            free(path);
            return code;
        }
        free(path);
    }
    return problem_set(ret_problem, HAWSER_NOT_FOUND, "load.not-found",
        "Install it there, or name its folder in HAWSER_CONNECTOR_PATH.",
        "there is no connector \"%s\": no %s" CONNECTOR_SUFFIX " was found in %s", id, id,
        host->settings[HAWSER_SETTING_CONNECTOR_PATH]);
}

int32_t hawser_load(
    hawser_host *host, const char *name, hawser_loaded **ret_loaded, hawser_problem **ret_problem)
{
    if (strchr(name, '/') != NULL)
        return load_file(host, name, NULL, ret_loaded, ret_problem);
    if (!connector_id_is_valid(name))
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "load.bad-id",
            "Give an id such as \"disk\", or a path with a '/'.",
            "\"%s\" is neither a connector's id nor a path", name);
    return load_by_id(host, name, ret_loaded, ret_problem);
}

static int is_object_name(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    size_t suffix = strlen(CONNECTOR_SUFFIX);

    return length > suffix && entry->d_name[0] != '.' &&
           strcmp(entry->d_name + length - suffix, CONNECTOR_SUFFIX) == 0;
}

/* By bytes, whatever the locale: alphasort would ask it. */
static int by_bytes(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static int32_t report(hawser_host *host, const char *path,
    int32_t (*each)(void *user, const hawser_found *found), void *user)
{
    hawser_found found = {.size = sizeof found, .path = path};
    hawser_loaded *loaded = NULL;
    hawser_problem *problem = NULL;

    if (load_file(host, path, NULL, &loaded, &problem) == HAWSER_OK) {
        found.id = loaded->table.id;
        found.version = loaded->table.version;
        found.abi_major = loaded->table.abi_major;
        found.abi_minor = loaded->table.abi_minor;
    } else {
        found.problem = hawser_problem_error(problem);
    }
    int32_t stop = each(user, &found);
    hawser_unload(loaded);
    hawser_problem_free(problem);
    return stop;
}

struct listing {
    struct dirent **entries;
    int count;
};

static void listing_done(struct listing *listing)
{
    for (int i = 0; i < listing->count; i++)
        free(listing->entries[i]);
    free(listing->entries);
}

/* Sets *ret_stop when `each` asked for the end. */
static int32_t find_in(hawser_host *host, const char *folder,
    int32_t (*each)(void *user, const hawser_found *found), void *user, int32_t *ret_stop,
    hawser_problem **ret_problem)
{
    struct listing listing = {0};
    int32_t stop = 0;

    listing.count = scandir(folder, &listing.entries, is_object_name, by_bytes);
    if (listing.count < 0 && (errno == ENOENT || errno == ENOTDIR))
        return HAWSER_OK;
    if (listing.count < 0)
        return problem_set(ret_problem, errno == ENOMEM ? HAWSER_NO_MEMORY : HAWSER_DENIED,
            "find.unreadable-folder", "Let it be read, or take it from HAWSER_CONNECTOR_PATH.",
            "the connector folder %s can't be read (%s)", folder, strerrordesc_np(errno));
    int32_t code = HAWSER_OK;
    for (int i = 0; i < listing.count && stop == 0 && code == HAWSER_OK; i++) {
        char *path = text_format("%s/%s", folder, listing.entries[i]->d_name);
        if (path == NULL)
            code = problem_no_memory(ret_problem);
        else
            stop = report(host, path, each, user);
        free(path);
    }
    listing_done(&listing);
    *ret_stop = stop;
    return code;
}

int32_t hawser_find(hawser_host *host, int32_t (*each)(void *user, const hawser_found *found),
    void *user, hawser_problem **ret_problem)
{
    const char *cursor = NULL;
    char *folder;
    int32_t stop = 0;

    while (stop == 0 && (folder = next_folder(host, &cursor)) != NULL) {
        int32_t code = find_in(host, folder, each, user, &stop, ret_problem);
        free(folder);
        if (code != HAWSER_OK)
            return code;
    }
    return HAWSER_OK;
}
