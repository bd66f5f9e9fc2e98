/* SPDX-License-Identifier: Apache-2.0 */
/* Structs at the edge of what may be read. */
#ifndef HAWSER_CONFORM_SHAPE_H
#define HAWSER_CONFORM_SHAPE_H

#include "subject.h"

/* The struct itself, or a copy of it that lasts as long as the process. Its first member is its
   size, and is set. */
const void *shaped(enum shape shape, const void *object, size_t size);

#endif
