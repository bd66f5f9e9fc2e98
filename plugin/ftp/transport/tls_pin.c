/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/transport/tls_pin.h"

#include <stdio.h>
#include <string.h>

static const char scheme[] = "sha256//";

static bool read_pin(const char *text, size_t length, unsigned char ret_pin[FTP_PIN_SIZE])
{
    size_t prefix = sizeof scheme - 1;
    if (length <= prefix || length >= FTP_PIN_TEXT || strncmp(text, scheme, prefix) != 0)
        return false;
    const gnutls_datum_t base64 = {
        (unsigned char *)(uintptr_t)(text + prefix), (unsigned)(length - prefix)};
    gnutls_datum_t bytes;
    if (gnutls_base64_decode2(&base64, &bytes) < 0)
        return false;
    bool whole = bytes.size == FTP_PIN_SIZE;
    if (whole)
        memcpy(ret_pin, bytes.data, FTP_PIN_SIZE);
    gnutls_free(bytes.data);
    return whole;
}

static bool bad_pin(struct ftp_error *error)
{
    return ftp_error_set(error, FTP_FAULT_CONFIG,
        "Pinned Public Key must be \"sha256//\" and the base64 of 32 bytes, at most %d of them "
        "with ; between",
        FTP_PINS_MOST);
}

bool ftp_pins_parse(const char *text, struct ftp_pins *ret_pins, struct ftp_error *error)
{
    struct ftp_pins pins = {.count = 0};
    while (text && *text) {
        text += strspn(text, " ");
        size_t length = strcspn(text, "; ");
        if (pins.count == FTP_PINS_MOST || !read_pin(text, length, pins.sha256[pins.count]))
            return bad_pin(error);
        pins.count++;
        text += length;
        text += strspn(text, " ");
        if (*text && *text != ';')
            return bad_pin(error);
        text += *text == ';';
    }
    *ret_pins = pins;
    return true;
}

static void write_pin(const unsigned char sha256[FTP_PIN_SIZE], char text[FTP_PIN_TEXT])
{
    const gnutls_datum_t bytes = {(unsigned char *)(uintptr_t)sha256, FTP_PIN_SIZE};
    gnutls_datum_t base64;
    text[0] = '\0';
    if (gnutls_base64_encode2(&bytes, &base64) < 0)
        return;
    snprintf(text, FTP_PIN_TEXT, "%s%.*s", scheme, (int)base64.size, (const char *)base64.data);
    gnutls_free(base64.data);
}

bool ftp_pins_hold(
    const struct ftp_pins *pins, gnutls_x509_crt_t certificate, char text[FTP_PIN_TEXT])
{
    unsigned char sha256[FTP_PIN_SIZE];
    size_t size = sizeof sha256;
    text[0] = '\0';
    if (pins->count == 0)
        return true;
    if (gnutls_x509_crt_get_key_id(certificate, GNUTLS_KEYID_USE_SHA256, sha256, &size) < 0)
        return false;
    write_pin(sha256, text);
    for (size_t i = 0; i < pins->count; i++)
        if (memcmp(pins->sha256[i], sha256, FTP_PIN_SIZE) == 0)
            return true;
    return false;
}
