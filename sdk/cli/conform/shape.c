/* SPDX-License-Identifier: Apache-2.0 */
#include "shape.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "report.h"

enum { MORE = 64, JUNK = 0xa5 };

/* At the end of a page, before one that can't be read. */
static void *before_the_edge(size_t size)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t room = (size + page - 1) / page * page;
    char *bytes =
        mmap(NULL, room + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED || mprotect(bytes + room, page, PROT_NONE) != 0)
        (void)report_memory(NULL);
    return bytes + room - size;
}

const void *shaped(enum shape shape, const void *object, size_t size)
{
    if (shape == SHAPE_PLAIN)
        return object;
    size_t reach = shape == SHAPE_LARGER ? size + MORE : size;
    char *copy = before_the_edge(reach);
    memset(copy, JUNK, reach);
    memcpy(copy, object, size);
    memcpy(copy, &reach, sizeof reach);
    return copy;
}
