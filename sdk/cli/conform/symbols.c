/* SPDX-License-Identifier: Apache-2.0 */
#include "symbols.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct object {
    const unsigned char *bytes;
    size_t size;
};

/* A copy of what stands at an offset: nothing in a file need be aligned. */
static bool read_at(const struct object *object, uint64_t offset, void *into, size_t length)
{
    if (length > object->size || offset > object->size - length)
        return false;
    memcpy(into, object->bytes + offset, length);
    return true;
}

static bool is_native(const ElfW(Ehdr) * header)
{
    int native = sizeof(void *) == 8 ? ELFCLASS64 : ELFCLASS32;
    return memcmp(header->e_ident, ELFMAG, SELFMAG) == 0 && header->e_ident[EI_CLASS] == native &&
           header->e_shentsize == sizeof(ElfW(Shdr));
}

/* What linkers define in every object, for their own use. */
static bool is_linkers(const char *name)
{
    static const char *const names[] = {"_init", "_fini", "_edata", "_end", "__bss_start"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

static bool is_exported(const ElfW(Sym) * symbol)
{
    unsigned bind = ELF64_ST_BIND(symbol->st_info);
    unsigned visibility = ELF64_ST_VISIBILITY(symbol->st_other);
    return symbol->st_shndx != SHN_UNDEF && (bind == STB_GLOBAL || bind == STB_WEAK) &&
           (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

static bool read_table(const struct object *object, const ElfW(Shdr) * table,
    const ElfW(Shdr) * texts, void (*each)(void *user, const char *name), void *user)
{
    if (texts->sh_size == 0 || texts->sh_offset > object->size ||
        texts->sh_size > object->size - texts->sh_offset ||
        object->bytes[texts->sh_offset + texts->sh_size - 1] != '\0')
        return false;
    for (uint64_t at = 0; at + sizeof(ElfW(Sym)) <= table->sh_size; at += sizeof(ElfW(Sym))) {
        ElfW(Sym) symbol;
        if (!read_at(object, table->sh_offset + at, &symbol, sizeof symbol) ||
            symbol.st_name >= texts->sh_size)
            return false;
        const char *name = (const char *)object->bytes + texts->sh_offset + symbol.st_name;
        if (is_exported(&symbol) && !is_linkers(name))
            each(user, name);
    }
    return true;
}

static bool read_section(const struct object *object, const ElfW(Ehdr) * header, unsigned index,
    ElfW(Shdr) * ret_section)
{
    return index < header->e_shnum &&
           read_at(object, header->e_shoff + (uint64_t)index * header->e_shentsize, ret_section,
               sizeof *ret_section);
}

static bool read_object(
    const struct object *object, void (*each)(void *user, const char *name), void *user)
{
    ElfW(Ehdr) header;
    ElfW(Shdr) table;
    ElfW(Shdr) texts;
    if (!read_at(object, 0, &header, sizeof header) || !is_native(&header))
        return false;
    for (unsigned i = 0; i < header.e_shnum; i++) {
        if (read_section(object, &header, i, &table) && table.sh_type == SHT_DYNSYM)
            return read_section(object, &header, table.sh_link, &texts) &&
                   read_table(object, &table, &texts, each, user);
    }
    return false;
}

bool symbols_exported(const char *path, void (*each)(void *user, const char *name), void *user)
{
    struct stat status;
    bool done = false;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    if (fstat(descriptor, &status) == 0 && status.st_size > 0) {
        struct object object = {.size = (size_t)status.st_size};
        void *bytes = mmap(NULL, object.size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        if (bytes != MAP_FAILED) {
            object.bytes = bytes;
            done = read_object(&object, each, user);
            (void)munmap(bytes, object.size);
        }
    }
    (void)close(descriptor);
    return done;
}
