/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "secret_source.h"

#include "files.h"
#include "problem.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME_MAX_BYTES 255

/* What is asked for, for messages. */
struct request {
    const char *reference;
    const char *pointer;
    hawser_problem **ret_problem;
};

struct source {
    const char *prefix;
    bool (*is_valid)(const char *rest);
    int32_t (*read)(const struct request *request, const char *rest, struct vault *ret_vault);
};

static int32_t refuse(
    const struct request *request, const char *id, const char *hint, const char *why)
{
    return problem_set(request->ret_problem, HAWSER_BAD_CONFIG, id, hint,
        "the secret at %s can't be read from \"%s\": %s", request->pointer, request->reference,
        why);
}

static int32_t unreadable(const struct request *request, const char *why)
{
    return refuse(request, "secret.unreadable", NULL, why);
}

/* A name of the environment, as a shell can set it. */
static bool is_variable(const char *rest)
{
    size_t length = strnlen(rest, NAME_MAX_BYTES + 1);

    if (length == 0 || length > NAME_MAX_BYTES || (rest[0] >= '0' && rest[0] <= '9'))
        return false;
    return strspn(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_") ==
           length;
}

static bool is_absolute(const char *rest)
{
    return rest[0] == '/';
}

static bool is_credential(const char *rest)
{
    size_t length = strnlen(rest, NAME_MAX_BYTES + 1);

    return length > 0 && length <= NAME_MAX_BYTES && strchr(rest, '/') == NULL &&
           strcmp(rest, ".") != 0 && strcmp(rest, "..") != 0;
}

static int32_t read_variable(
    const struct request *request, const char *rest, struct vault *ret_vault)
{
    const char *value = getenv(rest);

    if (value == NULL)
        return refuse(request, "secret.unreadable", "Set it where the host is started.",
            "there is no such environment variable");
    size_t length = strnlen(value, SECRET_MAX + 1);
    if (length > SECRET_MAX)
        return unreadable(request, "it is over 64 KiB");
    if (vault_init(ret_vault, length) != 0)
        return problem_no_memory(request->ret_problem);
    memcpy(ret_vault->bytes, value, length);
    ret_vault->length = length;
    return HAWSER_OK;
}

/* Editors end a file with a line end, which is not part of the secret. */
static void strip_line_end(struct vault *vault)
{
    const char *bytes = vault->bytes;

    if (vault->length > 0 && bytes[vault->length - 1] == '\n')
        vault->length--;
    if (vault->length > 0 && vault->length < vault->capacity && bytes[vault->length] == '\n' &&
        bytes[vault->length - 1] == '\r')
        vault->length--;
}

static int32_t read_open(const struct request *request, int descriptor, struct vault *ret_vault)
{
    struct vault vault;

    if (vault_init(&vault, SECRET_MAX + 2) != 0)
        return problem_no_memory(request->ret_problem);
    int reason = file_fill(descriptor, vault.bytes, vault.capacity, &vault.length);
    if (reason == 0)
        strip_line_end(&vault);
    if (reason == 0 && vault.length <= SECRET_MAX) {
        *ret_vault = vault;
        return HAWSER_OK;
    }
    vault_done(&vault);
    return unreadable(request, reason == 0 ? "it is over 64 KiB" : strerrordesc_np(reason));
}

static int32_t read_file(const struct request *request, const char *rest, struct vault *ret_vault)
{
    int descriptor = -1;
    struct stat status;
    int reason = file_open(rest, &descriptor, &status);

    if (reason != 0)
        return unreadable(
            request, reason == EINVAL ? "it is not a regular file" : strerrordesc_np(reason));
    int32_t code;
    if ((status.st_mode & S_IROTH) != 0)
        code = refuse(request, "secret.world-readable", "Take the right away with chmod o-rwx.",
            "every user may read that file");
    else
        code = read_open(request, descriptor, ret_vault);
    close(descriptor);
    return code;
}

static int32_t read_credential(
    const struct request *request, const char *rest, struct vault *ret_vault)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");

    if (folder == NULL || folder[0] == '\0')
        return refuse(request, "secret.unreadable",
            "Start the host as a systemd service with LoadCredential=.",
            "CREDENTIALS_DIRECTORY is not set");
    char *path = text_format("%s/%s", folder, rest);
    if (path == NULL)
        return problem_no_memory(request->ret_problem);
    int32_t code = read_file(request, path, ret_vault);
    free(path);
    return code;
}

static const struct source sources[] = {
    {"env:", is_variable, read_variable},
    {"file:", is_absolute, read_file},
    {"systemd:", is_credential, read_credential},
};

/* Sets *ret_rest to what follows the prefix. */
static const struct source *find_source(const char *reference, const char **ret_rest)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        size_t prefix = strlen(sources[i].prefix);
        if (strncmp(reference, sources[i].prefix, prefix) != 0)
            continue;
        *ret_rest = reference + prefix;
        return sources[i].is_valid(*ret_rest) ? &sources[i] : NULL;
    }
    return NULL;
}

bool secret_reference_is_valid(const char *text)
{
    const char *rest = NULL;

    return find_source(text, &rest) != NULL;
}

int32_t secret_source_read(const char *reference, const char *pointer, struct vault *ret_vault,
    hawser_problem **ret_problem)
{
    const struct request request = {reference, pointer, ret_problem};
    const char *rest = NULL;
    const struct source *source = find_source(reference, &rest);

    if (source == NULL)
        return unreadable(&request, "it is none of env:NAME, file:/path and systemd:NAME");
    return source->read(&request, rest, ret_vault);
}
