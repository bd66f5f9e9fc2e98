/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "allocation.h"

#include <dlfcn.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "allocation_control.h"

enum { LONGEST_PATH = 4096 };

/* Where a program that was not installed lies. */
static const char build_folder[] = "/.libs";

/* In the build tree of a program that was not installed, else where it was. */
bool allocation_library(char *path, size_t capacity)
{
    char program[LONGEST_PATH];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        char *slash = strrchr(program, '/');
        *slash = '\0';
        size_t suffix = sizeof build_folder - 1;
        bool built = strlen(program) > suffix && strcmp(slash - suffix, build_folder) == 0;
        (void)snprintf(
            path, capacity, "%s/../sdk/cli/conform/.libs/%s", program, ALLOCATION_LIBRARY_NAME);
        if (built && access(path, R_OK) == 0)
            return true;
    }
    (void)snprintf(path, capacity, "%s/%s", ALLOCATION_LIBRARY_DIR, ALLOCATION_LIBRARY_NAME);
    return access(path, R_OK) == 0;
}

static const struct allocation_control *control(void)
{
    static const struct allocation_control *found;
    static bool asked;
    if (!asked) {
        found = dlsym(RTLD_DEFAULT, ALLOCATION_CONTROL);
        asked = true;
    }
    return found;
}

bool allocation_can_fail(void)
{
    return control() != NULL;
}

/* The object in which an address lies. */
struct search {
    uintptr_t address;
    struct allocation_range found;
};

static int look(struct dl_phdr_info *object, size_t size, void *user)
{
    struct search *search = user;
    struct allocation_range range = {UINTPTR_MAX, 0};
    (void)size;
    for (size_t i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        uintptr_t low = object->dlpi_addr + part->p_vaddr;
        if (part->p_type != PT_LOAD)
            continue;
        range.low = low < range.low ? low : range.low;
        range.high = low + part->p_memsz > range.high ? low + part->p_memsz : range.high;
    }
    if (search->address < range.low || search->address >= range.high)
        return 0;
    search->found = range;
    return 1;
}

static struct allocation_range range_around(const void *address)
{
    struct search search = {.address = (uintptr_t)address};
    (void)dl_iterate_phdr(look, &search);
    return search.found;
}

void allocation_watch(const void *code)
{
    const struct allocation_range ranges[ALLOCATION_RANGES] = {
        range_around(code), range_around(dlsym(RTLD_DEFAULT, "strdup"))};
    control()->watch(ranges);
}

void allocation_fail_at(uint64_t n)
{
    control()->fail_at(n);
}

uint64_t allocation_stop(void)
{
    return control()->stop();
}

void allocation_pause(bool begin)
{
    const struct allocation_control *found = control();
    if (found)
        found->pause(begin ? 1 : -1);
}
