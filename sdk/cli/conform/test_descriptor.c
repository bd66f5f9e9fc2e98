/* SPDX-License-Identifier: Apache-2.0 */
/* What a connector says of itself. */
#include <hawser/host.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "json_text.h"
#include "report.h"
#include "tests.h"

enum { REPEATS = 3 };

/* As a host sees it: exactly one, by the schema, with the id of the table and sound schemas. */
static void check_as_host(const struct conform *conform, struct verdict *verdict)
{
    const char *json;
    size_t length;
    hawser_loaded *loaded = NULL;
    hawser_problem *problem = NULL;
    hawser_host *host = report_memory(hawser_host_new());
    int32_t code = hawser_load(host, conform->path, &loaded, &problem);
    if (code != HAWSER_OK) {
        verdict_skip(verdict, "it can't be loaded; see the tests load and table");
    } else {
        code = hawser_describe(loaded, &json, &length, &problem);
        if (code != HAWSER_OK)
            verdict_fail(verdict, "%s", hawser_problem_error(problem)->message);
    }
    hawser_problem_free(problem);
    hawser_unload(loaded);
    hawser_host_free(host);
}

static void check_same(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    char *first = NULL;
    if (!subject_load(conform, &subject, verdict))
        return;
    for (int i = 0; i < REPEATS; i++) {
        struct host host;
        host_init(&host, NULL, NULL);
        int32_t code = subject.table->describe(&host.call);
        const struct said *said = host_said(&host, SAID_DESCRIPTOR, 0);
        if (code != HAWSER_OK || !said)
            verdict_fail(
                verdict, "describe answered %d with %s descriptor", (int)code, said ? "a" : "no");
        else if (!first)
            first = strdup(said->text);
        else if (strcmp(first, said->text) != 0)
            verdict_fail(verdict, "it describes itself differently the second time");
        host_done(&host);
    }
    free(first);
    subject_done(&subject);
}

static bool has_id(const json_t *list, const char *id)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const char *known = json_member_text(item, "id");
        if (known && strcmp(known, id) == 0)
            return true;
    }
    return false;
}

/* Errors of actions are in the catalogue; ids are there once. */
static void check_references(const struct subject *subject, struct verdict *verdict)
{
    json_t *catalogue = json_object_get(subject->descriptor, "errors");
    json_t *seen = json_object();
    size_t i, k;
    json_t *action, *error;
    json_array_foreach(json_object_get(subject->descriptor, "actions"), i, action)
    {
        const char *id = json_member_text(action, "id");
        if (json_object_get(seen, id ? id : ""))
            verdict_fail(verdict, "it has two actions %s", id);
        (void)json_object_set_new(seen, id ? id : "", json_true());
        json_array_foreach(json_object_get(action, "errors"), k, error)
        {
            if (!has_id(catalogue, json_string_value(error)))
                verdict_fail(verdict, "the action %s names the error %s, which the catalogue lacks",
                    id, json_string_value(error));
        }
    }
    json_decref(seen);
    if (strcmp(json_member_text(subject->descriptor, "version"), subject->table->version) != 0)
        verdict_fail(verdict, "its descriptor and its table have different versions");
}

void test_descriptor(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    check_as_host(conform, verdict);
    if (verdict->status == VERDICT_SUCCESS)
        check_same(conform, verdict);
    if (verdict->status == VERDICT_SUCCESS && subject_describe(conform, &subject, verdict)) {
        check_references(&subject, verdict);
        subject_done(&subject);
    }
}

/* One field with one value, alone in a draft. */
struct sample {
    hawser_loaded *loaded;
    struct verdict *verdict;
    const char *action; /* NULL: of the connection */
    const char *field;
    const char *kind;
    bool refused;
};

static void see_finding(void *user, const hawser_finding *finding)
{
    struct sample *sample = user;
    size_t length = strlen(sample->field);
    bool of_field = finding->pointer[0] == '/' &&
                    strncmp(finding->pointer + 1, sample->field, length) == 0 &&
                    (finding->pointer[length + 1] == '\0' || finding->pointer[length + 1] == '/');
    if (finding->severity != HAWSER_FINDING_ERROR || !of_field ||
        strncmp(finding->code, "schema.", 7) != 0)
        return;
    verdict_fail(sample->verdict, "%s of the field %s of %s is refused by its schema: %s",
        sample->kind, sample->field, sample->action ? sample->action : "the connection",
        finding->message);
}

static void try_value(struct sample *sample, json_t *value)
{
    hawser_problem *problem = NULL;
    json_t *object = json_pack("{s:O}", sample->field, value);
    char *text = report_memory(json_dumps(object, JSON_COMPACT));
    hawser_config config = {
        .size = sizeof config, .flags = HAWSER_VALIDATE_DRAFT, .action = sample->action};
    if (sample->action) {
        config.operation = text;
        config.operation_length = strlen(text);
    } else {
        config.connection = text;
        config.connection_length = strlen(text);
    }
    (void)hawser_validate(sample->loaded, &config, see_finding, sample, &problem);
    hawser_problem_free(problem);
    free(text);
    json_decref(object);
}

static void try_fields(
    hawser_loaded *loaded, const char *action, const json_t *schema, struct verdict *verdict)
{
    const char *name;
    json_t *field;
    json_object_foreach(json_object_get(schema, "properties"), name, field)
    {
        struct sample sample = {
            .loaded = loaded, .verdict = verdict, .action = action, .field = name};
        json_t *value = json_object_get(field, "default");
        size_t i;
        sample.kind = "the default";
        if (value)
            try_value(&sample, value);
        sample.kind = "an example";
        json_array_foreach(json_object_get(field, "examples"), i, value) try_value(&sample, value);
    }
}

void test_examples(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    hawser_loaded *loaded = NULL;
    if (!subject_describe(conform, &subject, verdict))
        return;
    hawser_host *host = report_memory(hawser_host_new());
    if (hawser_load(host, conform->path, &loaded, NULL) == HAWSER_OK) {
        size_t i;
        json_t *action;
        try_fields(loaded, NULL, subject.connection_schema, verdict);
        json_array_foreach(json_object_get(subject.descriptor, "actions"), i, action)
            try_fields(loaded, json_member_text(action, "id"),
                json_object_get(action, "operationSchema"), verdict);
    } else {
        verdict_skip(verdict, "it can't be loaded; see the tests load and table");
    }
    hawser_unload(loaded);
    hawser_host_free(host);
    subject_done(&subject);
}
