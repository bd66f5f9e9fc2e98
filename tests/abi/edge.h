/* SPDX-License-Identifier: Apache-2.0 */
/* Structs behind which there is nothing: whoever reads or writes further than their size is ended. */
#ifndef TEST_ABI_EDGE_H
#define TEST_ABI_EDGE_H

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* Room for `size` bytes, all 0, at the end of a page before one that can't be used. It lasts as long as the process. */
static inline void *edge_new(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t room = (size + page - 1) / page * page;
    char *bytes =
        mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (bytes == MAP_FAILED || mprotect(bytes + room, page, PROT_NONE) != 0)
        abort();
    return bytes + room - size;
}

/* A copy of a struct there. */
static inline void *edge_copy(const void *object, size_t size)
{
    return memcpy(edge_new(size), object, size);
}

/* What a struct of the version to come has at its end, in all of them. */
#define NEXT_TEXT "next"
#define NEXT_NUMBER UINT64_C(0x1122334455667788)

/* A new struct of `type`, with its size and, in the version to come, what it has at its end. */
#if defined(HAWSER_NEXT)
#define EDGE_NEW(type)                                                                             \
    edge_copy(&(type){.size = sizeof(type), .next_text = NEXT_TEXT, .next_number = NEXT_NUMBER},   \
        sizeof(type))
/* Whether the other side's struct has it, and if so, rightly. */
#define NEXT_IN(object, type)                                                                      \
    (HAWSER_HAS(object, type, next_number) &&                                                      \
        edge_is_next((object)->next_text, (object)->next_number))
static inline int edge_is_next(const char *text, uint64_t number)
{
    if (strcmp(text, NEXT_TEXT) != 0 || number != NEXT_NUMBER)
        abort();
    return 1;
}
#else
#define EDGE_NEW(type) edge_copy(&(type){.size = sizeof(type)}, sizeof(type))
#define NEXT_IN(object, type) ((void)(object), 0)
#endif

#endif
