/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* memmem */
#include "ftp/transport/trust.h"

#include <stdlib.h>
#include <string.h>

static const char begin_mark[] = "-----BEGIN CERTIFICATE-----";
static const char end_mark[] = "-----END CERTIFICATE-----";

enum { SMALLEST = 16, ANCHORS_MOST = 4096, LENGTH_BYTES_MOST = 3 };

enum { DER_INTEGER = 0x02, DER_SEQUENCE = 0x30, DER_VERSION = 0xA0 };

struct der {
    const unsigned char *at;
    size_t left;
};

/* Takes the element at the front, if it has that tag: all of it in *ret_whole, its contents in
 * *ret_inner. */
static bool take(struct der *from, unsigned char tag, struct der *ret_whole, struct der *ret_inner)
{
    if (from->left < 2 || from->at[0] != tag)
        return false;
    size_t head = 2, length = from->at[1];
    if (length & 0x80) {
        size_t bytes = length & 0x7F;
        if (bytes == 0 || bytes > LENGTH_BYTES_MOST || from->left < 2 + bytes)
            return false;
        length = 0;
        for (size_t i = 0; i < bytes; i++)
            length = length << 8 | from->at[2 + i];
        head += bytes;
    }
    if (from->left - head < length)
        return false;
    *ret_whole = (struct der){from->at, head + length};
    *ret_inner = (struct der){from->at + head, length};
    from->at += head + length;
    from->left -= head + length;
    return true;
}

/* RFC 5280, 4.1: Certificate ::= { TBSCertificate { [0] version, serialNumber, signature, issuer,
 * validity, subject, ... } ... } */
static bool find_subject(const gnutls_datum_t *certificate, struct der *ret_subject)
{
    struct der all = {certificate->data, certificate->size}, outer, body, whole, inner;
    if (!take(&all, DER_SEQUENCE, &whole, &outer) || !take(&outer, DER_SEQUENCE, &whole, &body))
        return false;
    take(&body, DER_VERSION, &whole, &inner); /* absent in version 1 */
    return take(&body, DER_INTEGER, &whole, &inner) && take(&body, DER_SEQUENCE, &whole, &inner) &&
           take(&body, DER_SEQUENCE, &whole, &inner) && take(&body, DER_SEQUENCE, &whole, &inner) &&
           take(&body, DER_SEQUENCE, ret_subject, &inner);
}

static bool make_room(struct ftp_trust *trust)
{
    if (trust->count < trust->capacity)
        return true;
    size_t capacity = trust->capacity ? trust->capacity * 2 : SMALLEST;
    struct ftp_anchor *anchors = realloc(trust->anchors, capacity * sizeof *anchors);
    if (!anchors)
        return false;
    trust->anchors = anchors;
    trust->capacity = capacity;
    return true;
}

/* False only for want of memory. */
static bool add(struct ftp_trust *trust, const char *block, size_t length)
{
    const gnutls_datum_t text = {(unsigned char *)(uintptr_t)block, (unsigned)length};
    gnutls_datum_t der;
    int code = gnutls_pem_base64_decode2("CERTIFICATE", &text, &der);
    if (code == GNUTLS_E_MEMORY_ERROR)
        return false;
    struct der subject;
    if (code < 0 || !find_subject(&der, &subject)) {
        if (code >= 0)
            gnutls_free(der.data);
        trust->unreadable++;
        return true;
    }
    if (!make_room(trust)) {
        gnutls_free(der.data);
        return false;
    }
    trust->anchors[trust->count++] =
        (struct ftp_anchor){.der = der, .subject = subject.at, .subject_length = subject.left};
    return true;
}

static const char *find(const char *from, const char *end, const char *mark, size_t mark_length)
{
    return memmem(from, (size_t)(end - from), mark, mark_length);
}

bool ftp_trust_read(
    struct ftp_trust *trust, const char *pem, size_t length, struct ftp_error *error)
{
    const char *at = pem, *end = pem + length;
    *trust = (struct ftp_trust){0};
    while (length > 0 && (at = find(at, end, begin_mark, sizeof begin_mark - 1))) {
        const char *last = find(at, end, end_mark, sizeof end_mark - 1);
        if (!last || trust->count >= ANCHORS_MOST)
            break;
        last += sizeof end_mark - 1;
        if (!add(trust, at, (size_t)(last - at))) {
            ftp_trust_done(trust);
            return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the trusted certificates");
        }
        at = last;
    }
    return true;
}

void ftp_trust_done(struct ftp_trust *trust)
{
    for (size_t i = 0; i < trust->count; i++)
        gnutls_free(trust->anchors[i].der.data);
    free(trust->anchors);
    *trust = (struct ftp_trust){0};
}

const struct ftp_anchor *ftp_trust_find(
    const struct ftp_trust *trust, const gnutls_datum_t *subject, size_t *at)
{
    while (*at < trust->count) {
        const struct ftp_anchor *anchor = &trust->anchors[(*at)++];
        if (anchor->subject_length == subject->size &&
            memcmp(anchor->subject, subject->data, subject->size) == 0)
            return anchor;
    }
    return NULL;
}

bool ftp_trust_has(const struct ftp_trust *trust, const gnutls_datum_t *der)
{
    for (size_t i = 0; i < trust->count; i++)
        if (trust->anchors[i].der.size == der->size &&
            memcmp(trust->anchors[i].der.data, der->data, der->size) == 0)
            return true;
    return false;
}
