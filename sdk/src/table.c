/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "table.h"

#include "problem.h"

#include <stddef.h>
#include <string.h>

#define ID_MAX 32
#define VERSION_MAX 128
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What a table of 1.0 has at least: everything up to the last required slot. */
#define TABLE_LEAST (offsetof(hawser_connector, close) + sizeof(((hawser_connector *)0)->close))

bool connector_id_is_valid(const char *id)
{
    size_t length = strnlen(id, ID_MAX + 1);

    if (length == 0 || length > ID_MAX || id[0] < 'a' || id[0] > 'z')
        return false;
    return strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static int32_t answer_unsupported(const hawser_call *call, const char *message)
{
    hawser_error error = {.size = sizeof error,
        .code = HAWSER_UNSUPPORTED,
        .id = "sdk.unsupported",
        .message = message};

    call->fail(call->host, &error);
    return HAWSER_UNSUPPORTED;
}

static int32_t no_test(const hawser_call *call, const hawser_test_request *request)
{
    (void)request;
    return answer_unsupported(call, "this connector has no test of a connection");
}

static int32_t no_browse(const hawser_call *call, const hawser_browse_request *request)
{
    (void)request;
    return answer_unsupported(call, "this connector has no suggestions for fields");
}

static int32_t no_is_alive(const hawser_call *call, hawser_connection *connection)
{
    (void)connection;
    return answer_unsupported(call, "this connector can't tell whether a connection is alive");
}

/* Appends " name" to a list that is known to be long enough for all of them. */
static void append_name(char *names, size_t capacity, const char *name)
{
    size_t used = strlen(names);
    size_t length = strlen(name);

    if (used + length + 2 > capacity)
        return;
    names[used] = ' ';
    memcpy(names + used + 1, name, length + 1);
}

static int32_t check_slots(
    const hawser_connector *table, const char *path, hawser_problem **ret_problem)
{
    const struct {
        const char *name;
        bool there;
    } required[] = {
        {"describe", table->describe != NULL},
        {"validate", table->validate != NULL},
        {"open", table->open != NULL},
        {"execute", table->execute != NULL},
        {"close", table->close != NULL},
    };
    char missing[64] = "";

    for (size_t i = 0; i < COUNT(required); i++)
        if (!required[i].there)
            append_name(missing, sizeof missing, required[i].name);
    if (missing[0] == '\0')
        return HAWSER_OK;
    return problem_set(ret_problem, HAWSER_PROTOCOL, "load.missing-slot",
        "Ask the connector's maker for a version that fills its table.",
        "the connector %s lacks required functions in its table:%s", path, missing);
}

static int32_t check_identity(
    const hawser_connector *table, const char *path, hawser_problem **ret_problem)
{
    if (table->id == NULL || !connector_id_is_valid(table->id))
        return problem_set(ret_problem, HAWSER_PROTOCOL, "load.bad-id", NULL,
            "the connector %s has no valid id in its table; an id is a lower-case letter, then at "
            "most 31 lower-case letters, digits and hyphens",
            path);
    if (table->version == NULL || strnlen(table->version, VERSION_MAX + 1) > VERSION_MAX)
        return problem_set(ret_problem, HAWSER_PROTOCOL, "load.bad-version", NULL,
            "the connector %s has no version of at most %d bytes in its table", path, VERSION_MAX);
    if (table->thread_model > HAWSER_THREADS_PARALLEL)
        return problem_set(ret_problem, HAWSER_PROTOCOL, "load.bad-thread-model", NULL,
            "the connector %s declares thread model %u, which this host doesn't know", path,
            table->thread_model);
    return HAWSER_OK;
}

static void fill_optional(hawser_connector *table)
{
    if (table->test == NULL)
        table->test = no_test;
    if (table->browse == NULL)
        table->browse = no_browse;
    if (table->is_alive == NULL)
        table->is_alive = no_is_alive;
}

int32_t table_copy(const hawser_connector *theirs, const char *path, hawser_connector *ret_table,
    hawser_problem **ret_problem)
{
    hawser_connector table = {0};

    if (theirs->abi_major != HAWSER_ABI_MAJOR)
        return problem_set(ret_problem, HAWSER_UNSUPPORTED, "load.other-major",
            "Install a version of the connector that was built for this host.",
            "the connector %s speaks major version %u of the ABI; this host speaks %d", path,
            theirs->abi_major, HAWSER_ABI_MAJOR);
    if (theirs->size < TABLE_LEAST)
        return problem_set(ret_problem, HAWSER_PROTOCOL, "load.short-table", NULL,
            "the connector %s has a table of %zu bytes; the ABI asks for at least %zu", path,
            theirs->size, TABLE_LEAST);
    memcpy(&table, theirs, theirs->size < sizeof table ? theirs->size : sizeof table);
    int32_t code = check_identity(&table, path, ret_problem);
    if (code == HAWSER_OK)
        code = check_slots(&table, path, ret_problem);
    if (code != HAWSER_OK)
        return code;
    fill_optional(&table);
    *ret_table = table;
    return HAWSER_OK;
}
