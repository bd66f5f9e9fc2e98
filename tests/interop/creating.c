/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/creating.h"

#include "interop/suite.h"

#include <string.h>

void create(const char *operation, const struct document *document, const char *names)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_one(rig, "create", operation, document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT(rig, outcome->outputs[0].record);
    }
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", names);
}

void create_text(const char *operation, const char *name, const char *text, const char *names)
{
    struct document document = {.file_name = name, .bytes = text, .size = strlen(text)};
    create(operation, &document, names);
}

void refuse(
    const char *operation, const struct document *document, const char *id, const char *names)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_one(rig, "create", operation, document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, id);
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", names);
}

void refuse_text(
    const char *operation, const char *name, const char *text, const char *id, const char *names)
{
    struct document document = {.file_name = name, .bytes = text, .size = strlen(text)};
    refuse(operation, &document, id, names);
}
