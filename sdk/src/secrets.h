/* SPDX-License-Identifier: Apache-2.0 */
/* The secrets of one connection: where each comes from, and, once read, the secret in memory of its
 * own. */
#ifndef HAWSER_SDK_SECRETS_H
#define HAWSER_SDK_SECRETS_H

#include <hawser/host.h>
#include <stdbool.h>

#define SECRET_MAX (64u * 1024u)

struct secrets;

/* Whether the text says where a secret is: "env:NAME", "file:/path" or "systemd:NAME". */
bool secret_reference_is_valid(const char *text);

/* NULL: no memory. secrets_free wipes all; it takes NULL. */
struct secrets *secrets_new(void);
void secrets_free(struct secrets *secrets);

/* Notes the secret at `pointer`: itself, or where it is to be read. HAWSER_OK, HAWSER_NO_MEMORY,
   and HAWSER_RESOURCE for a literal over SECRET_MAX. */
int32_t secrets_add_literal(
    struct secrets *secrets, const char *pointer, const char *text, size_t length);
int32_t secrets_add_reference(struct secrets *secrets, const char *pointer, const char *reference);

/* Reads each that was noted by reference. HAWSER_BAD_CONFIG: one can't be read; the problem names
   its pointer and source, and nothing that was read. */
int32_t secrets_read(struct secrets *secrets, hawser_problem **ret_problem);

/* Calls `each` with the pointer of every secret that was read and is blank, which means: not set.
 */
void secrets_each_blank(
    const struct secrets *secrets, void (*each)(void *user, const char *pointer), void *user);

/* As hawser_call.secret. Any thread, as nothing changes after secrets_read. NULL has none. */
int32_t secrets_get(const struct secrets *secrets, const char *pointer, char *buffer,
    size_t capacity, size_t *ret_length);

#endif
