/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a deployed certificate away, by its name or its fingerprint. */
#include "config.h"

#include "trust.h"

#include "files.h"
#include "problem.h"
#include "text.h"
#include "trust_store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Fewer digits of a fingerprint are more likely a slip than a choice. */
#define PREFIX_LEAST 4

/* What is looked for, and what was found. */
struct search {
    const char *digits; /* of a fingerprint, without colons; NULL: not one */
    char *found;        /* name of the file */
    size_t matches;
    size_t in_file; /* certificates of the file `found` */
    bool no_memory;
};

static bool begins_with_digits(const char *fingerprint, const char *digits)
{
    for (; *digits != '\0'; fingerprint++) {
        if (*fingerprint == ':')
            continue;
        char digit = *digits >= 'a' && *digits <= 'f' ? (char)(*digits - 0x20) : *digits;
        if (*fingerprint != digit)
            return false;
        digits++;
    }
    return true;
}

static int32_t match_digits(void *user, const hawser_trusted *trusted)
{
    struct search *search = user;

    if (!begins_with_digits(trusted->fingerprint, search->digits))
        return 0;
    search->matches++;
    if (search->found == NULL)
        search->found = strdup(trusted->name);
    search->no_memory = search->found == NULL;
    return search->no_memory;
}

static int32_t count_in_file(void *user, const hawser_trusted *trusted)
{
    struct search *search = user;

    if (strcmp(trusted->name, search->found) == 0)
        search->in_file++;
    return 0;
}

/* The digits of what may be the beginning of a fingerprint, to be freed; NULL: it is none, or no
 * memory. */
static char *digits_of(const char *name)
{
    char *digits = calloc(strlen(name) + 1, 1);
    size_t used = 0;

    if (digits == NULL)
        return NULL;
    for (; *name != '\0' && strchr("0123456789abcdefABCDEF:", *name) != NULL; name++)
        if (*name != ':')
            digits[used++] = *name;
    if (*name == '\0' && used >= PREFIX_LEAST)
        return digits;
    free(digits);
    return NULL;
}

static int32_t say_missing(const char *folder, const char *name, hawser_problem **ret_problem)
{
    return problem_set(ret_problem, HAWSER_NOT_FOUND, "trust.not-found",
        "List what there is; a certificate goes by its name or the beginning of its fingerprint.",
        "there is no certificate \"%s\" in %s", name, folder);
}

static int32_t remove_file(const char *folder, const char *name, hawser_problem **ret_problem)
{
    char *file = text_format("%s" TRUST_SUFFIX, name);

    if (file == NULL)
        return problem_no_memory(ret_problem);
    int reason = file_remove(folder, file);
    free(file);
    if (reason == 0)
        return HAWSER_OK;
    if (reason == ENOENT)
        return say_missing(folder, name, ret_problem);
    return problem_set(ret_problem,
        reason == EACCES || reason == EPERM ? HAWSER_DENIED : HAWSER_HOST, "trust.not-removable",
        NULL, "the certificate %s/%s" TRUST_SUFFIX " can't be removed (%s)", folder, name,
        strerrordesc_np(reason));
}

static int32_t remove_found(
    const char *folder, const char *name, const struct search *search, hawser_problem **ret_problem)
{
    if (search->no_memory)
        return problem_no_memory(ret_problem);
    if (search->matches == 0)
        return say_missing(folder, name, ret_problem);
    if (search->matches > 1)
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "trust.ambiguous",
            "Give more of the fingerprint, or the name.",
            "\"%s\" begins the fingerprints of %zu certificates", name, search->matches);
    if (search->in_file > 1)
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "trust.shared-file",
            "Remove all of the file by its name, or edit the file.",
            "the file \"%s\" holds %zu certificates, so one of them can't be removed",
            search->found, search->in_file);
    return remove_file(folder, search->found, ret_problem);
}

/* A file that can't be used is no match, and no reason to keep another. */
static int32_t walk_usable(
    hawser_host *host, trust_each_fn each, struct search *search, hawser_problem **ret_problem)
{
    hawser_problem *problem = NULL;
    int32_t code = trust_walk(host, each, search, &problem);

    if (code != HAWSER_OK && code != HAWSER_DATA)
        return problem_give(ret_problem, problem);
    hawser_problem_free(problem);
    return HAWSER_OK;
}

static int32_t remove_by_digits(
    hawser_host *host, const char *name, const char *digits, hawser_problem **ret_problem)
{
    struct search search = {.digits = digits};

    int32_t code = walk_usable(host, match_digits, &search, ret_problem);
    if (code == HAWSER_OK && search.found != NULL)
        code = walk_usable(host, count_in_file, &search, ret_problem);
    if (code == HAWSER_OK)
        code = remove_found(host->settings[HAWSER_SETTING_TRUST_DIR], name, &search, ret_problem);
    free(search.found);
    return code;
}

/* Whether the folder has a file of that name, which need not be one that can be used. */
static int32_t has_file(
    const char *folder, const char *name, bool *ret_has, hawser_problem **ret_problem)
{
    struct trust_files files;
    int32_t code = trust_files_read(folder, &files, ret_problem);

    if (code != HAWSER_OK)
        return code;
    *ret_has = false;
    for (size_t i = 0; i < files.count; i++)
        if (strcmp(files.items[i].name, name) == 0)
            *ret_has = true;
    trust_files_done(&files);
    return HAWSER_OK;
}

/* `name` is without suffix. */
static int32_t remove_named(hawser_host *host, const char *name, hawser_problem **ret_problem)
{
    const char *folder = host->settings[HAWSER_SETTING_TRUST_DIR];
    bool has = false;
    int32_t code = has_file(folder, name, &has, ret_problem);

    if (code != HAWSER_OK)
        return code;
    if (has)
        return remove_file(folder, name, ret_problem);
    char *digits = digits_of(name);
    if (digits == NULL)
        return say_missing(folder, name, ret_problem);
    code = remove_by_digits(host, name, digits, ret_problem);
    free(digits);
    return code;
}

int32_t hawser_trust_remove(hawser_host *host, const char *name, hawser_problem **ret_problem)
{
    size_t length = strlen(name);
    size_t suffix = strlen(TRUST_SUFFIX);

    if (length > suffix && strcmp(name + length - suffix, TRUST_SUFFIX) == 0)
        length -= suffix;
    char *bare = strndup(name, length);
    if (bare == NULL)
        return problem_no_memory(ret_problem);
    int32_t code = remove_named(host, bare, ret_problem);
    free(bare);
    return code;
}
