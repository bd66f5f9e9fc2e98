/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "vault.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

int vault_init(struct vault *vault, size_t capacity)
{
    if (capacity == 0)
        capacity = 1;
    void *bytes = mmap(NULL, capacity, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED)
        return errno;
    /* Best effort, both: a limit on locked memory must not keep a connection from being opened. */
    (void)mlock(bytes, capacity);
    (void)madvise(bytes, capacity, MADV_DONTDUMP);
    *vault = (struct vault){.bytes = bytes, .capacity = capacity};
    return 0;
}

void vault_done(struct vault *vault)
{
    if (vault->bytes == NULL)
        return;
    explicit_bzero(vault->bytes, vault->capacity);
    munmap(vault->bytes, vault->capacity);
    *vault = (struct vault){0};
}
