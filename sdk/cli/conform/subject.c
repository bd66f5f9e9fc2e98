/* SPDX-License-Identifier: Apache-2.0 */
#include "subject.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "json_text.h"
#include "pointer.h"
#include "report.h"

bool subject_open(
    const struct conform *conform, struct subject *ret_subject, struct verdict *verdict)
{
    struct subject subject = {.conform = conform};
    subject.handle = dlopen(conform->path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!subject.handle) {
        verdict_skip(verdict, "it can't be loaded; see the test load");
        return false;
    }
    void *symbol = dlsym(subject.handle, HAWSER_CONNECTOR_ENTRY);
    if (!symbol) {
        (void)dlclose(subject.handle);
        verdict_skip(verdict, "it has no entry; see the test load");
        return false;
    }
    /* ISO C has no conversion from void * to a function; POSIX promises that their bits agree. */
    memcpy(&subject.entry, &symbol, sizeof subject.entry);
    *ret_subject = subject;
    return true;
}

static bool is_usable(const hawser_connector *table)
{
    return table && table->abi_major == HAWSER_ABI_MAJOR &&
           HAWSER_HAS(table, hawser_connector, close) && table->id && table->version &&
           table->describe && table->validate && table->open && table->execute && table->close;
}

bool subject_load(
    const struct conform *conform, struct subject *ret_subject, struct verdict *verdict)
{
    struct subject subject;
    if (!subject_open(conform, &subject, verdict))
        return false;
    subject.table = subject.entry(HAWSER_ABI_MAJOR);
    if (!is_usable(subject.table)) {
        subject_done(&subject);
        verdict_skip(verdict, "its table can't be used; see the test table");
        return false;
    }
    *ret_subject = subject;
    return true;
}

bool subject_describe(
    const struct conform *conform, struct subject *ret_subject, struct verdict *verdict)
{
    struct subject subject;
    struct host host;
    if (!subject_load(conform, &subject, verdict))
        return false;
    host_init(&host, conform->fixture, NULL);
    int32_t code = subject.table->describe(&host.call);
    const struct said *said = host_said(&host, SAID_DESCRIPTOR, 0);
    if (code == HAWSER_OK && said)
        subject.descriptor = json_loadb(said->text, said->length, 0, NULL);
    host_done(&host);
    subject.connection_schema = json_object_get(subject.descriptor, "connectionSchema");
    if (!json_is_object(subject.connection_schema)) {
        subject_done(&subject);
        verdict_skip(verdict, "it has no descriptor; see the test descriptor");
        return false;
    }
    *ret_subject = subject;
    return true;
}

void subject_done(struct subject *subject)
{
    json_decref(subject->descriptor);
    (void)dlclose(subject->handle);
    *subject = (struct subject){0};
}

json_t *subject_action(const struct subject *subject, const char *id)
{
    size_t i;
    json_t *action;
    json_array_foreach(json_object_get(subject->descriptor, "actions"), i, action)
    {
        const char *known = json_member_text(action, "id");
        if (known && strcmp(known, id) == 0)
            return action;
    }
    return NULL;
}

json_t *subject_filled(const json_t *schema, const json_t *given)
{
    json_t *filled = report_memory(json_deep_copy(given));
    const char *name;
    json_t *field;
    json_object_foreach(json_object_get(schema, "properties"), name, field)
    {
        json_t *initial = json_object_get(field, "default");
        if (initial && !json_object_get(filled, name))
            (void)json_object_set_new(filled, name, json_deep_copy(initial));
    }
    return filled;
}

json_t *subject_connection(const struct subject *subject)
{
    const struct fixture *fixture = subject->conform->fixture;
    json_t *filled = subject_filled(subject->connection_schema, fixture->connection);
    const char *pointer;
    json_t *secret;
    json_object_foreach(fixture->secrets, pointer, secret)
        pointer_set(filled, pointer, json_string(HAWSER_SECRET_PLACEHOLDER));
    return filled;
}
