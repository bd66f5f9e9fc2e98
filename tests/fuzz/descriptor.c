/* SPDX-License-Identifier: Apache-2.0 */
/* What connectors emit: the first line as a descriptor, each that follows as a finding. */
#include <hawser/host.h>

#include <stdlib.h>
#include <string.h>

#include "fuzz/host_targets.h"
#include "loaded.h"

/* What the connector under test says; one thread runs all of this. */
static struct fuzz_pair said;

static int32_t describe(const hawser_call *call)
{
    return call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, said.first, said.first_length);
}

static int32_t validate(const hawser_call *call, const hawser_validate_request *request)
{
    int32_t code = HAWSER_OK;
    struct fuzz_pair rest = fuzz_pair_of(said.second, said.second_length);
    (void)request;
    for (; rest.first_length && code == HAWSER_OK;
         rest = fuzz_pair_of(rest.second, rest.second_length))
        code = call->emit(call->host, HAWSER_EMIT_FINDING, rest.first, rest.first_length);
    return code;
}

static void note(void *user, const hawser_finding *finding)
{
    size_t *errors = user;
    json_auto_t *object = json_loads(finding->json, 0, NULL);
    FUZZ_CHECK(json_is_object(object) && *finding->code && *finding->message);
    *errors += finding->severity == HAWSER_FINDING_ERROR;
}

static void use(hawser_loaded *loaded)
{
    static const char empty[] = "{}";
    size_t errors = 0;
    const char *action = loaded->action_count ? loaded->actions[0].id : NULL;
    hawser_problem *problem = NULL;
    hawser_config config = {.size = sizeof config,
        .connection = empty,
        .connection_length = 2,
        .action = action,
        .operation = empty,
        .operation_length = 2};
    int32_t code = hawser_validate(loaded, &config, note, &errors, &problem);
    FUZZ_CHECK(code != HAWSER_OK || (errors == 0 && !problem));
    FUZZ_CHECK(code != HAWSER_BAD_CONFIG || errors > 0);
    hawser_problem_free(problem);
}

void fuzz_descriptor(const char *data, size_t length)
{
    const char *json = NULL;
    size_t json_length = 0;
    hawser_problem *problem = NULL;
    hawser_host *host = hawser_host_new();
    hawser_loaded loaded = {.host = host,
        .table = {.id = "echo", .version = "1", .describe = describe, .validate = validate}};
    FUZZ_CHECK(host && pthread_mutex_init(&loaded.mutex, NULL) == 0);
    said = fuzz_pair_of(data, length);
    int32_t code = hawser_describe(&loaded, &json, &json_length, &problem);
    FUZZ_CHECK(code == HAWSER_OK || code == HAWSER_PROTOCOL);
    FUZZ_CHECK((code == HAWSER_OK) == (problem == NULL));
    FUZZ_CHECK(code != HAWSER_OK || (json && json_length == strlen(json) && loaded.connection));
    FUZZ_CHECK(code == HAWSER_OK || (!loaded.descriptor && !loaded.actions));
    if (code == HAWSER_OK)
        use(&loaded);
    hawser_problem_free(problem);
    loaded_forget(&loaded);
    pthread_mutex_destroy(&loaded.mutex);
    hawser_host_free(host);
}
