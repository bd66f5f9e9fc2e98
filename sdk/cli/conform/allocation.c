/* SPDX-License-Identifier: Apache-2.0 */
#include "allocation.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "allocation_control.h"

enum { LONGEST_PATH = 4096 };

/* Beside the program where it was not installed, else where it was. */
bool allocation_library(char *path, size_t capacity)
{
    char program[LONGEST_PATH];
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length > 0) {
        program[length] = '\0';
        char *slash = strrchr(program, '/');
        *slash = '\0';
        (void)snprintf(path, capacity, "%s/%s", program, ALLOCATION_LIBRARY_NAME);
        if (access(path, R_OK) == 0)
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
