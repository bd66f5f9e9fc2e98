/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/secret.h"

#include "common/buffer.h"

#include <stdlib.h>
#include <string.h>

enum { SECRET_MAX = 4096 };

bool ftp_secret_read(const hawser_call *call, const char *pointer, const char *label,
    struct ftp_secret *ret_secret, struct ftp_error *error)
{
    struct ftp_secret secret = {.text = malloc(SECRET_MAX + 1)};
    if (!secret.text)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a secret");
    int32_t code = call->secret(call->host, pointer, secret.text, SECRET_MAX, &secret.length);
    if (code == HAWSER_OK || code == HAWSER_NOT_FOUND) {
        secret.set = code == HAWSER_OK;
        secret.length = secret.set ? secret.length : 0;
        secret.text[secret.length] = '\0';
        if (secret.text[strcspn(secret.text, "\r\n")] == '\0') {
            *ret_secret = secret;
            return true;
        }
        ftp_secret_done(&secret);
        ftp_error_set(error, FTP_FAULT_CONFIG,
            "%s holds a line break, which no command of FTP can carry", label);
        ftp_error_hint(error, "Look at the file or the variable in which it is kept: of a file, "
                              "one line end at its end is "
                              "taken away, and no more.");
        return false;
    }
    explicit_bzero(secret.text, SECRET_MAX);
    free(secret.text);
    return ftp_error_set(
        error, FTP_FAULT_CONFIG, "%s is set, but the runtime can't read it", label);
}

bool ftp_secret_encode(struct ftp_secret *secret, const struct encoding *encoding,
    const char *label, struct ftp_error *error)
{
    struct buffer bytes;
    if (!*encoding->name)
        return true;
    buffer_init(&bytes, SECRET_MAX);
    enum encoding_result result = encoding_encode(encoding, secret->text, secret->length, &bytes);
    if (result == ENCODING_DONE) {
        memcpy(secret->text, buffer_text(&bytes), bytes.length + 1);
        secret->length = bytes.length;
    }
    buffer_done_wiped(&bytes);
    if (result == ENCODING_INEXPRESSIBLE)
        return ftp_error_set(error, FTP_FAULT_CONFIG,
            "%s holds a character that the encoding %s lacks", label, encoding->name);
    return result == ENCODING_DONE ||
           ftp_error_set(
               error, FTP_FAULT_CONFIG, "%s is too long in the encoding %s", label, encoding->name);
}

void ftp_secret_done(struct ftp_secret *secret)
{
    explicit_bzero(secret->text, SECRET_MAX);
    free(secret->text);
    *secret = (struct ftp_secret){0};
}
