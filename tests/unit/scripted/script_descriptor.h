/* SPDX-License-Identifier: Apache-2.0 */
/* What the scripted connector says of itself. */
#ifndef TEST_SCRIPT_DESCRIPTOR_H
#define TEST_SCRIPT_DESCRIPTOR_H

#define SCRIPT_STEPS "{\"type\": \"array\", \"title\": \"Steps\", \"items\": {\"type\": \"array\"}}"

#define SCRIPT_ACTION(id, kind)                                                                    \
    "{\"id\": \"" id "\", \"title\": \"Run\", \"description\": \"Runs steps.\", "                  \
    "\"direction\": \"inbound\", \"cardinality\": \"1:n\", \"idempotent\": false, "                \
    "\"inputKind\": \"" kind "\", \"operationSchema\": {\"type\": \"object\", "                    \
    "\"additionalProperties\": false, \"properties\": {\"steps\": " SCRIPT_STEPS                   \
    ", \"each\": " SCRIPT_STEPS "}}, "                                                             \
    "\"inputProperties\": {\"type\": \"object\", \"properties\": {}}, "                            \
    "\"outputProperties\": {\"type\": \"object\", \"properties\": {}}, "                           \
    "\"responseProfile\": null, \"errors\": []}"

static const char script_descriptor[] =
    "{\"id\": \"script\", \"title\": \"Script\", \"version\": \"1\", "
    "\"description\": \"Does what its operation says, for tests.\", "
    "\"connectionSchema\": {\"type\": \"object\", \"properties\": {}}, "
    "\"actions\": [" SCRIPT_ACTION("take", "id") ", " SCRIPT_ACTION("make", "none") "], "
                                                                                    "\"errors\": "
                                                                                    "[]}";

#endif
