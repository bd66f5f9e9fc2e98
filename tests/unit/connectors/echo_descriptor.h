/* SPDX-License-Identifier: Apache-2.0 */
/* What the test connector says of itself. */
#ifndef TEST_ECHO_DESCRIPTOR_H
#define TEST_ECHO_DESCRIPTOR_H

#if defined(ECHO_OTHER_ID)
#define ECHO_DESCRIBED_ID "somebody-else"
#else
#define ECHO_DESCRIBED_ID "echo"
#endif

#if defined(ECHO_BAD_SCHEMA)
#define ECHO_NAME_TYPE "\"tpye\": \"string\""
#else
#define ECHO_NAME_TYPE "\"type\": \"string\""
#endif

#define ECHO_PROPERTIES                                                                            \
    "{\"type\": \"object\", \"properties\": {\"fileName\": {\"title\": \"File Name\", "            \
    "\"type\": \"string\"}}}"

#define ECHO_ACTION(id, title, direction, cardinality, kind, schema, profile)                      \
    "{\"id\": \"" id "\", \"title\": \"" title "\", \"description\": \"" title " documents.\", "   \
    "\"direction\": \"" direction "\", \"cardinality\": \"" cardinality "\", "                     \
    "\"idempotent\": true, \"inputKind\": \"" kind "\", \"operationSchema\": " schema ", "         \
    "\"inputProperties\": " ECHO_PROPERTIES ", \"outputProperties\": " ECHO_PROPERTIES ", "        \
    "\"responseProfile\": " profile ", \"errors\": [\"echo.no-such-document\"]}"

#define ECHO_NO_OPTIONS                                                                            \
    "{\"type\": \"object\", \"properties\": {}, \"additionalProperties\": false}"

static const char echo_descriptor[] =
    "{\"id\": \"" ECHO_DESCRIBED_ID "\", \"title\": \"Echo\", \"version\": \"1.2.3\", "
    "\"description\": \"Keeps documents in memory, for tests.\", "
    "\"connectionSchema\": {\"type\": \"object\", \"required\": [\"name\"], "
    "\"additionalProperties\": false, \"properties\": {"
    "\"name\": {\"title\": \"Name\", " ECHO_NAME_TYPE ", \"minLength\": 1}, "
    "\"limit\": {\"title\": \"Limit\", \"type\": \"integer\", \"minimum\": 1, \"default\": 10}, "
    "\"password\": {\"title\": \"Password\", \"type\": \"string\", \"x-secret\": true}, "
    "\"tls\": {\"title\": \"TLS\", \"type\": \"object\", \"additionalProperties\": false, "
    "\"properties\": {\"passphrase\": {\"title\": \"Passphrase\", \"type\": \"string\", "
    "\"x-secret\": true, \"minLength\": 10, \"pattern\": \"^[a-z]*$\"}}}}}, "
    "\"actions\": [" ECHO_ACTION("create", "Create", "outbound", "1:0", "content", ECHO_NO_OPTIONS,
        "null") ", " ECHO_ACTION("get", "Get", "inbound", "1:1", "id", ECHO_NO_OPTIONS,
        "null") ", " ECHO_ACTION("list", "List", "inbound", "1:n", "none",
        "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"prefix\": "
        "{\"title\": \"Prefix\", \"type\": \"string\", \"default\": \"\"}}}",
        "{\"type\": \"object\"}") "], "
                                  "\"errors\": [{\"id\": \"echo.no-such-document\", \"class\": "
                                  "\"NOT_FOUND\", "
                                  "\"retry\": \"NEVER\", \"application\": true, \"title\": \"No "
                                  "such document\", "
                                  "\"hint\": null}]}";

#endif
