/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "load_whole.h"

#include <elf.h>
#include <link.h>
#include <string.h>
#include <unistd.h>

#if __SIZEOF_POINTER__ == 8
#define OUR_CLASS ELFCLASS64
#else
#define OUR_CLASS ELFCLASS32
#endif

static bool read_all(int descriptor, void *bytes, size_t length, uint64_t offset)
{
    return offset <= INT64_MAX &&
           pread(descriptor, bytes, length, (off_t)offset) == (ssize_t)length;
}

bool load_is_whole(int descriptor, off_t size)
{
    ElfW(Ehdr) head;
    ElfW(Phdr) segment;

    if (!read_all(descriptor, &head, sizeof head, 0) ||
        memcmp(head.e_ident, ELFMAG, SELFMAG) != 0 || head.e_ident[EI_CLASS] != OUR_CLASS ||
        head.e_phentsize != sizeof segment)
        return true;
    for (uint64_t i = 0; i < head.e_phnum; i++) {
        if (!read_all(descriptor, &segment, sizeof segment, head.e_phoff + i * sizeof segment))
            return false;
        if (segment.p_type == PT_LOAD && (segment.p_filesz > (uint64_t)size ||
                                             segment.p_offset > (uint64_t)size - segment.p_filesz))
            return false;
    }
    return true;
}
