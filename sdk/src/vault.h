/* SPDX-License-Identifier: Apache-2.0 */
/* Memory for one secret: of its own pages, locked and kept out of core dumps where the system lets
 * us, wiped. */
#ifndef HAWSER_SDK_VAULT_H
#define HAWSER_SDK_VAULT_H

#include <stddef.h>

struct vault {
    void *bytes; /* NULL: none */
    size_t length;
    size_t capacity;
};

/* Room for `capacity` bytes. 0 or an errno. */
int vault_init(struct vault *vault, size_t capacity);
void vault_done(struct vault *vault);

#endif
