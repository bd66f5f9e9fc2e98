/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "secret_memory.h"

#include <jansson.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static void wiping_free(void *bytes)
{
    if (bytes)
        explicit_bzero(bytes, malloc_usable_size(bytes));
    free(bytes);
}

void secret_memory_wipe_json(void)
{
    json_set_alloc_funcs(malloc, wiping_free);
}

void *secret_memory_new(size_t size)
{
    void *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED)
        return NULL;
    (void)madvise(bytes, size, MADV_DONTDUMP); /* best effort: an old kernel may not know it */
    return bytes;
}

void secret_memory_free(void *bytes, size_t size)
{
    explicit_bzero(bytes, size);
    (void)munmap(bytes, size);
}
