/* SPDX-License-Identifier: Apache-2.0 */
/* A document that an earlier run had prepared, and had not yet deleted at its source: it is published when the next run
 * begins, and then fetched once more. */
#ifndef HAWSER_SDK_DIRECTORY_RECOVERED_H
#define HAWSER_SDK_DIRECTORY_RECOVERED_H

#include "directory_names.h"

/* Whether the file of that name was published so, with these properties and the bytes of `file`. It is then no longer
 * looked for: another document of the name is another. */
bool directory_recovered(
    struct directory *directory, const char *name, const json_t *properties, int file);

#endif
