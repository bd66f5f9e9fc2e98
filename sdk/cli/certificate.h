/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates for a person: of a chain that a server showed. */
#ifndef HAWSER_CLI_CERTIFICATE_H
#define HAWSER_CLI_CERTIFICATE_H

#include <jansson.h>
#include <stdio.h>

#include "console.h"

/* A block of lines for one certificate of a chain, an object with subject, issuer, names,
   fingerprint, notBefore, notAfter, authority, selfSigned. */
void certificate_write(
    const struct console *console, FILE *stream, size_t index, const json_t *certificate);

#endif
