/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/stage.h"

#include "ftp/emit/json.h"
#include "ftp/session/transfer.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Nothing but another name for json_t, which only this folder knows. */
static struct ftp_facts *facts_of(json_t *object)
{
    return (struct ftp_facts *)object;
}

struct ftp_facts *ftp_facts_new(void)
{
    return facts_of(json_object());
}

void ftp_facts_bool(struct ftp_facts *facts, const char *name, bool value)
{
    json_object_set_new((json_t *)facts, name, json_boolean(value));
}

void ftp_facts_text(struct ftp_facts *facts, const char *name, const char *text)
{
    json_object_set_new((json_t *)facts, name, json_string(text));
}

void ftp_facts_integer(struct ftp_facts *facts, const char *name, int64_t value)
{
    json_object_set_new((json_t *)facts, name, json_integer(value));
}

/* Where there is one, the addresses are the proxy's. */
static struct ftp_facts *with_proxy(json_t *object, const struct ftp_session *session)
{
    char text[FTP_PROXY_TEXT_SIZE];
    ftp_proxy_url_text(&session->config->proxy, text);
    if (session->config->proxy.kind != FTP_PROXY_NONE)
        json_object_set_new(object, "proxy", json_string(text));
    return facts_of(object);
}

struct ftp_facts *ftp_facts_addresses(const struct ftp_session *session)
{
    char text[FTP_ADDRESS_TEXT];
    json_t *list = json_array();
    for (size_t i = 0; i < session->addresses.count; i++) {
        ftp_address_text(&session->addresses.list[i], text);
        json_array_append_new(list, json_string(text));
    }
    return with_proxy(json_pack("{s:o}", "addresses", list), session);
}

struct ftp_facts *ftp_facts_connection(const struct ftp_session *session)
{
    char text[FTP_ADDRESS_TEXT];
    ftp_address_text(&session->peer, text);
    return with_proxy(
        json_pack("{s:s, s:i}", "address", text, "port", (int)ftp_address_port(&session->peer)),
        session);
}

/* --- TLS -------------------------------------------------------------------------------------- */

static json_t *moment(time_t when)
{
    char text[FTP_TIME_TEXT_SIZE];
    struct ftp_time time = {
        .seconds = (int64_t)when, .precision = FTP_TIME_SECOND, .zone = FTP_ZONE_UTC};
    return ftp_time_format_iso(&time, text) ? json_string(text) : json_null();
}

/* Whole days; negative for what has expired. */
static json_int_t days_until(time_t when)
{
    enum { DAY = 24 * 60 * 60 };
    json_int_t left = (json_int_t)when - (json_int_t)time(NULL);
    return left >= 0 ? left / DAY : -((DAY - 1 - left) / DAY);
}

static void take_first(void *user, const struct ftp_tls_certificate *certificate, const char *pem)
{
    time_t *first = user;
    (void)pem;
    if (*first == 0 || certificate->not_after < *first)
        *first = certificate->not_after;
}

bool ftp_tls_first_expiry(const struct ftp_stream *stream, time_t *ret_when)
{
    time_t first = 0;
    ftp_tls_chain(stream, take_first, &first);
    if (first != 0)
        *ret_when = first;
    return first != 0;
}

static void add_certificate(
    void *user, const struct ftp_tls_certificate *certificate, const char *pem)
{
    json_array_append_new(
        user, json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:I, s:b, s:b, s:s}", "subject",
                  certificate->subject, "issuer", certificate->issuer, "names", certificate->names,
                  "fingerprint", certificate->fingerprint, "notBefore",
                  moment(certificate->not_before), "notAfter", moment(certificate->not_after),
                  "daysLeft", days_until(certificate->not_after), "authority",
                  certificate->authority, "selfSigned", certificate->self_signed, "pem", pem));
}

struct ftp_facts *ftp_facts_tls(const struct ftp_session *session)
{
    struct ftp_tls_facts facts;
    json_t *object = json_object(), *chain = json_array();
    if (ftp_tls_facts(&session->control.stream, &facts)) {
        json_object_set_new(object, "version", json_string(facts.version));
        json_object_set_new(object, "cipher", json_string(facts.cipher));
    }
    ftp_tls_chain(&session->control.stream, add_certificate, chain);
    time_t first = 0;
    if (ftp_tls_first_expiry(&session->control.stream, &first)) {
        json_object_set_new(object, "expires", moment(first));
        json_object_set_new(object, "daysLeft", json_integer(days_until(first)));
    }
    json_object_set_new(object, "chain", chain);
    return facts_of(object);
}

/* --- The rest --------------------------------------------------------------------------------- */

struct ftp_facts *ftp_facts_login(const struct ftp_session *session)
{
    const char *user = session->config->user_name;
    json_t *object = json_pack("{s:b}", "dataProtected", session->protected_data);
    ftp_json_set_name(object, &session->config->encoding, "user", user, strlen(user));
    return facts_of(object);
}

struct ftp_facts *ftp_facts_features(const struct ftp_features *features)
{
    json_t *list = json_array();
    const struct {
        bool has;
        const char *name;
    } known[] = {
        {features->utf8, "UTF8"},
        {features->mlst, "MLST"},
        {features->size, "SIZE"},
        {features->mdtm, "MDTM"},
        {features->mfmt, "MFMT"},
        {features->rest_stream, "REST STREAM"},
        {features->epsv, "EPSV"},
        {features->eprt, "EPRT"},
        {features->auth_tls, "AUTH TLS"},
        {features->pbsz, "PBSZ"},
        {features->prot, "PROT"},
        {features->host, "HOST"},
        {features->hash, "HASH"},
        {features->tvfs, "TVFS"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].has)
            json_array_append_new(list, json_string(known[i].name));
    return facts_of(json_pack("{s:b, s:o}", "told", features->feat_known, "features", list));
}

struct ftp_facts *ftp_facts_directory(const struct ftp_session *session, const char *directory)
{
    json_t *object = json_object();
    ftp_json_set_name(
        object, &session->config->encoding, "directory", directory, strlen(directory));
    return facts_of(object);
}

struct ftp_facts *ftp_facts_data(const struct ftp_session *session,
    const struct ftp_listing_report *report, const struct ftp_tls_facts *tls)
{
    json_t *object =
        json_pack("{s:s, s:s, s:I}", "mode", session->config->active ? "active" : "passive",
            "listing", report->source == FTP_SOURCE_MLSD ? "MLSD" : "LIST", "entries",
            (json_int_t)report->entries);
    if (tls)
        json_object_set_new(object, "tls",
            json_pack("{s:s, s:s, s:b}", "version", tls->version, "cipher", tls->cipher, "resumed",
                tls->resumed));
    return facts_of(object);
}

static json_t *advice_json(const struct ftp_advice *advice)
{
    json_t *value = advice->text ? json_string(advice->text) : json_integer(advice->number);
    return json_pack("[{s:s, s:s, s:o, s:s}]", "field", advice->field, "label", advice->label,
        "value", value, "reason", advice->reason);
}

int32_t ftp_emit_stage(const hawser_call *call, const struct ftp_stage *stage)
{
    static const char *const statuses[] = {"passed", "warned", "failed", "skipped"};
    double ms = (double)(stage->ended_ns - stage->began_ns) / 1e6;
    json_t *object = json_pack(
        "{s:s, s:s, s:f}", "stage", stage->name, "status", statuses[stage->status], "ms", ms);
    if (object && stage->facts)
        json_object_set(object, "facts", (json_t *)stage->facts);
    json_decref((json_t *)stage->facts);
    if (object && stage->error)
        json_object_set_new(object, "error", ftp_json_error(stage->error));
    if (object && stage->advice.field)
        json_object_set_new(object, "recommendations", advice_json(&stage->advice));
    char *text = ftp_json_text_of(object);
    if (!text)
        return HAWSER_NO_MEMORY;
    int32_t code = call->emit(call->host, HAWSER_EMIT_STAGE, text, strlen(text));
    free(text);
    return code;
}
