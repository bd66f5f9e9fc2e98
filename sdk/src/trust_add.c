/* SPDX-License-Identifier: Apache-2.0 */
/* Deploying certificates. */
#include "config.h"

#include "trust.h"

#include "files.h"
#include "problem.h"
#include "text.h"
#include "trust_certificate.h"
#include "trust_store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FILE_MODE 0644
#define FOLDER_MODE 0755
#define PEM_BEGIN "-----BEGIN "
#define PEM_DASHES "-----"

/* One deployment. */
struct addition {
    hawser_host *host;
    const char *folder;
    const char *peer;
    trust_each_fn each;
    void *user;
    hawser_problem **ret_problem;
};

/* Text may hold bytes that are not, so no strstr. */
static const char *find(const char *bytes, size_t length, const char *what)
{
    return memmem(bytes, length, what, strlen(what));
}

/* Whether any PEM block is of a private key, of whatever kind. */
static bool holds_private_key(const char *bytes, size_t length)
{
    const char *end = bytes + length;

    while ((bytes = find(bytes, (size_t)(end - bytes), PEM_BEGIN)) != NULL) {
        bytes += strlen(PEM_BEGIN);
        const char *dashes = find(bytes, (size_t)(end - bytes), PEM_DASHES);
        size_t label = (size_t)((dashes == NULL ? end : dashes) - bytes);
        if (find(bytes, label, "PRIVATE KEY") != NULL)
            return true;
    }
    return false;
}

/* The head line comes first, so that it is seen by who opens the file. */
static char *file_text(
    gnutls_x509_crt_t certificate, const struct certificate_facts *facts, const char *peer)
{
    char *pem = certificate_pem(certificate);
    char *text = NULL;

    if (pem != NULL)
        text = text_format("%s%s%s# %s\n%s", peer == NULL ? "" : TRUST_FOR " ",
            peer == NULL ? "" : peer, peer == NULL ? "" : "\n", facts->subject, pem);
    free(pem);
    return text;
}

/* An address may hold colons, a name letters that are not ASCII: neither belongs into a file's
 * name. */
static char *name_for_peer(char *name, const char *peer)
{
    char *full = name == NULL ? NULL : text_format("%s-for-%.64s", name, peer);

    for (char *at = full == NULL ? NULL : full + strlen(name); at != NULL && *at != '\0'; at++)
        if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-", *at) == NULL)
            *at = '_';
    free(name);
    return full;
}

static int32_t say_unwritable(const struct addition *addition, int reason)
{
    if (reason == ENOMEM)
        return problem_no_memory(addition->ret_problem);
    bool denied = reason == EACCES || reason == EPERM || reason == EROFS;
    return problem_set(addition->ret_problem, denied ? HAWSER_DENIED : HAWSER_HOST,
        "trust.not-writable",
        denied ? "Run this as the folder's owner, or name another in HAWSER_TRUST_DIR." : NULL,
        "certificates can't be written to %s (%s)", addition->folder, strerrordesc_np(reason));
}

/* What is looked for among the deployed, and its name if it is there. */
struct match {
    const char *fingerprint;
    const char *peer;
    const char *name; /* of the file that would be made */
    char *found;
    bool taken; /* by another certificate */
};

static int32_t match_deployed(void *user, const hawser_trusted *trusted)
{
    struct match *match = user;
    bool same_peer = (trusted->peer == NULL) == (match->peer == NULL) &&
                     (match->peer == NULL || trust_peer_equal(trusted->peer, match->peer));

    if (same_peer && strcmp(trusted->fingerprint, match->fingerprint) == 0) {
        match->found = strdup(trusted->name);
        return 1;
    }
    match->taken = match->taken || strcmp(trusted->name, match->name) == 0;
    return 0;
}

static int32_t write_file(const struct addition *addition, const char *name, const char *text)
{
    char *file = text_format("%s" TRUST_SUFFIX, name);
    int reason = ENOMEM;

    if (file != NULL && text != NULL)
        reason = folder_make(addition->folder, FOLDER_MODE);
    if (reason == 0)
        reason = file_replace(addition->folder, file, FILE_MODE, text, strlen(text));
    free(file);
    return reason == 0 ? HAWSER_OK : say_unwritable(addition, reason);
}

/* Looks whether it is there; HAWSER_OK with match->found NULL: it is to be written. */
static int32_t look_up(const struct addition *addition, struct match *match)
{
    hawser_problem *problem = NULL;
    int32_t code = trust_walk(addition->host, match_deployed, match, &problem);

    /* A broken file elsewhere in the store keeps nobody from adding to it. */
    if (code != HAWSER_OK && code != HAWSER_DATA)
        return problem_give(addition->ret_problem, problem);
    hawser_problem_free(problem);
    if (match->found == NULL && match->taken)
        return problem_set(addition->ret_problem, HAWSER_HOST, "trust.name-taken",
            "Remove it first, or rename its file.",
            "another certificate goes by the name \"%s\" already", match->name);
    return HAWSER_OK;
}

static int32_t add_named(const struct addition *addition, gnutls_x509_crt_t certificate,
    struct certificate_facts *facts, const char *name, int32_t *ret_stop)
{
    struct match match = {.fingerprint = facts->fingerprint, .peer = addition->peer, .name = name};
    int32_t code = look_up(addition, &match);

    if (code == HAWSER_OK && match.found == NULL) {
        char *text = file_text(certificate, facts, addition->peer);
        code = write_file(addition, name, text);
        free(text);
    }
    if (code == HAWSER_OK && addition->each != NULL && *ret_stop == 0) {
        facts->shown.name = match.found == NULL ? name : match.found;
        facts->shown.peer = addition->peer;
        *ret_stop = addition->each(addition->user, &facts->shown);
    }
    free(match.found);
    return code;
}

static int32_t add_one(
    const struct addition *addition, gnutls_x509_crt_t certificate, int32_t *ret_stop)
{
    struct certificate_facts facts;
    int32_t code = certificate_facts_read(certificate, &facts);

    if (code != HAWSER_OK)
        return problem_set(addition->ret_problem, code, "trust.unreadable-certificate", NULL,
            "a certificate's names can't be read");
    char *name = certificate_file_name(certificate, facts.fingerprint);
    if (addition->peer != NULL)
        name = name_for_peer(name, addition->peer);
    code = name == NULL ? problem_no_memory(addition->ret_problem)
                        : add_named(addition, certificate, &facts, name, ret_stop);
    free(name);
    certificate_facts_done(&facts);
    return code;
}

static int32_t read_certificates(const char *bytes, size_t length,
    struct certificates *ret_certificates, hawser_problem **ret_problem)
{
    if (holds_private_key(bytes, length))
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "trust.private-key",
            "Deploy only the certificate, and keep the key where it is used.",
            "this holds a private key, which has no place in a trust store");
    bool der = find(bytes, length, PEM_BEGIN) == NULL;
    int32_t code = length > TRUST_FILE_MAX
                       ? HAWSER_BAD_ARGUMENT
                       : certificates_read(bytes, length, der, ret_certificates);
    if (code == HAWSER_NO_MEMORY)
        return problem_no_memory(ret_problem);
    if (code != HAWSER_OK)
        return problem_set(ret_problem, code, "trust.no-certificate",
            "Give certificates in PEM, or one in DER, of at most 1 MiB.",
            "this holds no certificate that can be read");
    return HAWSER_OK;
}

int32_t hawser_trust_add(hawser_host *host, const char *pem, size_t length, const char *peer,
    int32_t (*each)(void *user, const hawser_trusted *trusted), void *user,
    hawser_problem **ret_problem)
{
    const struct addition addition = {
        host, host->settings[HAWSER_SETTING_TRUST_DIR], peer, each, user, ret_problem};
    struct certificates certificates;
    int32_t stop = 0;

    if (peer != NULL && !trust_peer_is_valid(peer))
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "trust.bad-peer", NULL,
            "the host for which to trust must be a name or an address, without spaces or slashes");
    int32_t code = read_certificates(pem, length, &certificates, ret_problem);
    if (code != HAWSER_OK)
        return code;
    for (unsigned i = 0; i < certificates.count && code == HAWSER_OK; i++)
        code = add_one(&addition, certificates.items[i], &stop);
    certificates_done(&certificates);
    return code;
}
