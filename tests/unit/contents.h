/* SPDX-License-Identifier: Apache-2.0 */
/* What a test's folder holds. */
#ifndef TEST_UNIT_CONTENTS_H
#define TEST_UNIT_CONTENTS_H

#include "scratch.h"

#include <stdbool.h>

#define CONTENTS_NAME_SIZE 256

/* Makes a file, or replaces it. */
void contents_put(const struct scratch *scratch, const char *name, const char *text);

/* Whether a file, not a link to one, has exactly these bytes. */
bool contents_are(const struct scratch *scratch, const char *name, const char *text);

/* The first entry whose name ends in `suffix`; false: there is none. */
bool contents_find(
    const struct scratch *scratch, const char *suffix, char name[CONTENTS_NAME_SIZE]);

#endif
