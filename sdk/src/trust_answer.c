/* SPDX-License-Identifier: Apache-2.0 */
/* What is trusted for one peer: the bundle, what was deployed for all, and what was for it alone.
 */
#include "config.h"

#include "trust.h"

#include "files.h"
#include "problem.h"
#include "trust_certificate.h"
#include "trust_store.h"

#include <errno.h>
#include <gnutls/crypto.h>
#include <stdlib.h>
#include <string.h>

#define DIGEST_BYTES 32

/* A text that grows, and a digest of all that could change any answer. */
struct answer {
    hawser_host *host;
    const char *peer;
    char *pem;
    size_t length;
    size_t capacity;
    gnutls_hash_hd_t digest;
};

static int32_t append(struct answer *answer, const char *text, size_t length)
{
    size_t needed = answer->length + length + 2;

    if (needed > answer->capacity) {
        char *grown = realloc(answer->pem, needed * 2);
        if (grown == NULL)
            return HAWSER_NO_MEMORY;
        answer->pem = grown;
        answer->capacity = needed * 2;
    }
    memcpy(answer->pem + answer->length, text, length);
    answer->length += length;
    if (length > 0 && text[length - 1] != '\n')
        answer->pem[answer->length++] = '\n';
    answer->pem[answer->length] = '\0';
    return HAWSER_OK;
}

/* The length goes first, so that no two series of texts look the same. */
static int32_t digest(struct answer *answer, const void *bytes, size_t length)
{
    uint64_t size = length;

    if (gnutls_hash(answer->digest, &size, sizeof size) < 0)
        return HAWSER_HOST;
    return length == 0 || gnutls_hash(answer->digest, bytes, length) == 0 ? HAWSER_OK : HAWSER_HOST;
}

static int32_t say_no_bundle(struct answer *answer, int reason)
{
    const char *path = answer->host->settings[HAWSER_SETTING_CA_BUNDLE];

    if (reason == ENOMEM)
        return HAWSER_NO_MEMORY;
    if (reason == ENOENT && !answer->host->bundle_chosen) {
        host_say(answer->host, HAWSER_LOG_DEBUG,
            "there is no system bundle %s; only deployed certificates are trusted", path);
        return digest(answer, NULL, 0);
    }
    host_say(answer->host, HAWSER_LOG_ERROR, "the certificate bundle %s can't be read (%s)", path,
        reason == EPERM ? "every user may write to it" : strerrordesc_np(reason));
    return HAWSER_HOST;
}

static int32_t add_bundle(struct answer *answer)
{
    char *text = NULL;
    size_t length = 0;
    int reason = file_read(
        answer->host->settings[HAWSER_SETTING_CA_BUNDLE], TRUST_BUNDLE_MAX, &text, &length);

    if (reason != 0)
        return say_no_bundle(answer, reason);
    int32_t code = append(answer, text, length);
    if (code == HAWSER_OK)
        code = digest(answer, text, length);
    free(text);
    return code;
}

static int32_t say_unusable(struct answer *answer, const struct trust_file *file, const char *why)
{
    host_say(answer->host, HAWSER_LOG_WARNING, "nothing in %s/%s" TRUST_SUFFIX " is trusted: %s",
        answer->host->settings[HAWSER_SETTING_TRUST_DIR], file->name, why);
    return HAWSER_OK;
}

/* The certificates and nothing else that the file may hold. One broken one would spoil the
   connector's whole store, so the file is read here. */
static int32_t add_certificates(struct answer *answer, const struct trust_file *file)
{
    struct certificates certificates;
    int32_t code = certificates_read(file->text, file->length, false, &certificates);

    if (code == HAWSER_NO_MEMORY)
        return code;
    if (code != HAWSER_OK)
        return say_unusable(answer, file, "it holds no certificate, or a broken one");
    for (unsigned i = 0; i < certificates.count && code == HAWSER_OK; i++) {
        char *pem = certificate_pem(certificates.items[i]);
        code = pem == NULL ? HAWSER_NO_MEMORY : append(answer, pem, strlen(pem));
        free(pem);
    }
    certificates_done(&certificates);
    return code;
}

static int32_t add_file(struct answer *answer, const struct trust_file *file)
{
    if (file->fault != NULL)
        return say_unusable(answer, file, file->fault);
    int32_t code = digest(answer, file->text, file->length);
    if (code == HAWSER_OK && (file->peer == NULL || trust_peer_equal(file->peer, answer->peer)))
        code = add_certificates(answer, file);
    return code;
}

static int32_t add_deployed(struct answer *answer)
{
    struct trust_files files;
    hawser_problem *problem = NULL;
    int32_t code =
        trust_files_read(answer->host->settings[HAWSER_SETTING_TRUST_DIR], &files, &problem);

    if (code != HAWSER_OK) {
        host_say(answer->host, HAWSER_LOG_ERROR, "%s", hawser_problem_error(problem)->message);
        hawser_problem_free(problem);
        return code == HAWSER_NO_MEMORY ? code : HAWSER_HOST;
    }
    for (size_t i = 0; i < files.count && code == HAWSER_OK; i++)
        code = add_file(answer, &files.items[i]);
    trust_files_done(&files);
    return code;
}

static int32_t collect(struct answer *answer)
{
    /* The peer is part of it: who keeps a parsed store by generation alone must not use one peer's
     * for another. */
    int32_t code = digest(answer, answer->peer, strlen(answer->peer));

    if (code == HAWSER_OK)
        code = append(answer, "", 0);
    if (code == HAWSER_OK)
        code = add_bundle(answer);
    return code == HAWSER_OK ? add_deployed(answer) : code;
}

int32_t trust_answer_read(hawser_host *host, const char *peer, struct trust_answer *ret_answer)
{
    struct answer answer = {.host = host, .peer = peer == NULL ? "" : peer};
    unsigned char sum[DIGEST_BYTES];

    if (gnutls_hash_init(&answer.digest, GNUTLS_DIG_SHA256) < 0)
        return HAWSER_NO_MEMORY;
    int32_t code = collect(&answer);
    gnutls_hash_deinit(answer.digest, sum);
    if (code != HAWSER_OK) {
        free(answer.pem);
        return code;
    }
    *ret_answer = (struct trust_answer){.pem = answer.pem, .length = answer.length};
    memcpy(&ret_answer->generation, sum, sizeof ret_answer->generation);
    return HAWSER_OK;
}
