/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "call_extensions.h"

#include "host.h"
#include "state.h"
#include "state_claim.h"
#include "trust.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

struct call_bundle {
    struct call_bundle *next;
    struct trust_answer answer;
};

void call_bundles_free(struct call_bundle *bundles)
{
    while (bundles != NULL) {
        struct call_bundle *next = bundles->next;
        free(bundles->answer.pem);
        free(bundles);
        bundles = next;
    }
}

static struct call_bundle *find_bundle(struct call *call, uint64_t generation)
{
    struct call_bundle *at = call->bundles;

    while (at != NULL && at->answer.generation != generation)
        at = at->next;
    return at;
}

/* Keeps the answer until the call ends, once: a call may ask for each of its sessions. NULL: no
 * memory. */
static const struct call_bundle *keep_bundle(struct call *call, struct trust_answer *answer)
{
    pthread_mutex_lock(&call->mutex);
    struct call_bundle *bundle = find_bundle(call, answer->generation);
    if (bundle != NULL) {
        free(answer->pem);
    } else if ((bundle = malloc(sizeof *bundle)) != NULL) {
        *bundle = (struct call_bundle){.next = call->bundles, .answer = *answer};
        call->bundles = bundle;
    } else {
        free(answer->pem);
    }
    pthread_mutex_unlock(&call->mutex);
    return bundle;
}

static int32_t on_certificates(void *host, const char *peer, const char **ret_pem,
    size_t *ret_length, uint64_t *ret_generation)
{
    struct call *call = call_of(host);
    struct trust_answer answer;
    int32_t code = trust_answer_read(call->loaded->host, peer, &answer);

    if (code != HAWSER_OK)
        return code;
    const struct call_bundle *bundle = keep_bundle(call, &answer);
    if (bundle == NULL)
        return HAWSER_NO_MEMORY;
    *ret_pem = bundle->answer.pem;
    *ret_length = bundle->answer.length;
    *ret_generation = bundle->answer.generation;
    return HAWSER_OK;
}

/* HAWSER_HOST means that the host knows why, so it has to say so somewhere. */
static int32_t report(struct call *call, int32_t code, const char *what, int reason)
{
    if (code == HAWSER_HOST)
        call_log(call, HAWSER_LOG_ERROR, "the state in %s can't be %s (%s)", call->state, what,
            strerrordesc_np(reason));
    return code;
}

static int32_t on_get(
    void *host, const char *key, void *buffer, size_t capacity, size_t *ret_length)
{
    struct call *call = call_of(host);
    int reason = 0;

    int32_t code = state_get(call->state, key, buffer, capacity, ret_length, &reason);
    return report(call, code, "read", reason);
}

static int32_t on_put(void *host, const char *key, const void *blob, size_t length)
{
    struct call *call = call_of(host);
    int reason = 0;

    int32_t code = state_put(call->state, key, blob, length, call->durable, &reason);
    return report(call, code, "written", reason);
}

static int32_t on_remove(void *host, const char *key)
{
    struct call *call = call_of(host);
    int reason = 0;

    int32_t code = state_remove(call->state, key, call->durable, &reason);
    if (code == HAWSER_OK) {
        pthread_mutex_lock(&call->mutex);
        state_unclaim(&call->claims, call->state, key);
        pthread_mutex_unlock(&call->mutex);
    }
    return report(call, code, "removed", reason);
}

static int32_t on_claim(void *host, const char *key)
{
    struct call *call = call_of(host);
    int reason = 0;

    pthread_mutex_lock(&call->mutex);
    int32_t code = state_claim(&call->claims, call->state, key, &reason);
    pthread_mutex_unlock(&call->mutex);
    return report(call, code, "locked", reason);
}

static int32_t on_list(
    void *host, const char *prefix, int32_t (*each)(void *user, const char *key), void *user)
{
    struct call *call = call_of(host);
    int reason = 0;

    int32_t code = state_list(call->state, prefix == NULL ? "" : prefix, each, user, &reason);
    return report(call, code, "listed", reason);
}

const void *call_extension(void *host, const char *name)
{
    static const hawser_trust_1 trust = {.size = sizeof trust, .certificates = on_certificates};
    static const hawser_state_1 state = {.size = sizeof state,
        .get = on_get,
        .put = on_put,
        .remove = on_remove,
        .list = on_list,
        .claim = on_claim};

    if (strcmp(name, HAWSER_EXTENSION_TRUST) == 0)
        return &trust;
    if (strcmp(name, HAWSER_EXTENSION_STATE) == 0 && call_of(host)->state != NULL)
        return &state;
    return NULL;
}

/* Leaves of the connection the fields that say which endpoint it is, where the schema marks any:
 * another timeout does not make another endpoint. */
static void keep_identity(const json_t *schema, json_t *connection)
{
    json_t *fields = json_object_get(schema, "properties"), *field;
    const char *name;
    void *next;
    bool marked = false;

    json_object_foreach(fields, name, field) marked =
        marked || json_is_true(json_object_get(field, "x-identity"));
    if (!marked)
        return;
    json_object_foreach_safe(connection, next, name,
        field) if (!json_is_true(json_object_get(json_object_get(fields, name), "x-identity")))
        json_object_del(connection, name);
}

/* With the keys in order, so that how a person ordered them does not count. */
static char *identity_of(const hawser_link *link)
{
    json_t *connection = json_loadb(link->text, link->length, 0, NULL);

    keep_identity(json_object_get(link->loaded->descriptor, "connectionSchema"), connection);
    char *identity = text_of_json(connection, JSON_COMPACT | JSON_SORT_KEYS);
    json_decref(connection);
    return identity;
}

int32_t call_offer_state(struct call *call, const hawser_link *link, const char *action)
{
    char *identity = identity_of(link);
    char *folder = NULL;

    if (identity != NULL)
        folder = state_folder(link->loaded->host->settings[HAWSER_SETTING_STATE_DIR],
            link->loaded->table.id, identity, action);
    free(identity);
    if (folder == NULL)
        return HAWSER_NO_MEMORY;
    free(call->state);
    call->state = folder;
    return HAWSER_OK;
}
