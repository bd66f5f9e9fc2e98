/* SPDX-License-Identifier: Apache-2.0 */
/* The places from which secrets are read: "env:NAME", "file:/path", "systemd:NAME". */
#ifndef HAWSER_SDK_SECRET_SOURCE_H
#define HAWSER_SDK_SECRET_SOURCE_H

#include "secrets.h"
#include "vault.h"

/*
 * Reads the secret at `reference` into a new vault. `pointer` is for the message.
 * HAWSER_BAD_CONFIG: can't be read, is not kept safely, or is no such reference; HAWSER_NO_MEMORY.
 */
int32_t secret_source_read(const char *reference, const char *pointer, struct vault *ret_vault,
    hawser_problem **ret_problem);

#endif
