/* SPDX-License-Identifier: Apache-2.0 */
/* What a shared object exports. */
#ifndef HAWSER_CONFORM_SYMBOLS_H
#define HAWSER_CONFORM_SYMBOLS_H

#include <stdbool.h>

/* Calls `each` with every symbol that the object defines for others. False: the file can't be read
   as an object of this machine. */
bool symbols_exported(const char *path, void (*each)(void *user, const char *name), void *user);

#endif
