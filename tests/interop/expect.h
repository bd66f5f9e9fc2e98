/* SPDX-License-Identifier: Apache-2.0 */
/* Checks that say where they stand, and show what went over the wire when they fail. */
#ifndef INTEROP_EXPECT_H
#define INTEROP_EXPECT_H

#include "interop/job.h"

#define EXPECT(rig, condition) expect((rig), (condition), #condition, __FILE__, __LINE__)
#define EXPECT_TEXT(rig, text, wanted)                                                             \
    expect_text((rig), (text), (wanted), #text, __FILE__, __LINE__)
#define EXPECT_DONE(rig, outcome, outputs)                                                         \
    expect_done((rig), (outcome), (outputs), __FILE__, __LINE__)
#define EXPECT_ERROR(rig, outcome, status, id)                                                     \
    expect_error((rig), (outcome), (status), (id), __FILE__, __LINE__)
#define EXPECT_NAMES(rig, folder, names) expect_names((rig), (folder), (names), __FILE__, __LINE__)

bool expect(struct rig *rig, bool holds, const char *what, const char *file, unsigned line);
bool expect_text(struct rig *rig, const char *text, const char *wanted, const char *what,
    const char *file, unsigned line);
/* The execution succeeded, each input with it, and gave so many outputs. */
bool expect_done(struct rig *rig, const struct outcome *outcome, size_t outputs, const char *file,
    unsigned line);
/* The first result is this error, with a message, a hint, a fitting code, and no secret. */
bool expect_error(struct rig *rig, const struct outcome *outcome, uint32_t status, const char *id,
    const char *file, unsigned line);
/* The folder below the server's holds exactly these names, in the order of bytes, each followed by
 * a line end. */
bool expect_names(
    struct rig *rig, const char *folder, const char *names, const char *file, unsigned line);

#endif
