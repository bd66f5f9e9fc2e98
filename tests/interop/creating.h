/* SPDX-License-Identifier: Apache-2.0 */
/* Documents that are created on the rig of a suite, one at a time. */
#ifndef INTEROP_CREATING_H
#define INTEROP_CREATING_H

#include "interop/job.h"

/* One document that must succeed; nothing but `names` must be in the folder afterwards. */
void create(const char *operation, const struct document *document, const char *names);
void create_text(const char *operation, const char *name, const char *text, const char *names);

/* One document that must fail and change nothing. */
void refuse(
    const char *operation, const struct document *document, const char *id, const char *names);
void refuse_text(
    const char *operation, const char *name, const char *text, const char *id, const char *names);

#endif
