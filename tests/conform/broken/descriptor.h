/* SPDX-License-Identifier: Apache-2.0 */
/* What the small connector says of itself. */
#ifndef TEST_CONFORM_DESCRIPTOR_H
#define TEST_CONFORM_DESCRIPTOR_H

#if defined(FAULT_DESCRIPTOR)
#define TITLE ""
#else
#define TITLE "\"title\":\"Good\","
#endif
#if defined(FAULT_ID)
#define ID "better"
#else
#define ID "good"
#endif
#if defined(FAULT_EXAMPLE)
#define EXAMPLES "[\"x\", 7]"
#else
#define EXAMPLES "[\"x\"]"
#endif

#if defined(FAULT_CARDINALITY)
#define ECHO_OUTPUTS "1:1" /* but there are two */
#else
#define ECHO_OUTPUTS "1:n"
#endif
#if defined(FAULT_LISTED)
#define LISTED "\"good.missing\""
#else
#define LISTED                                                                                     \
    "\"good.missing\",\"good.cancelled\",\"good.timeout\",\"good.memory\",\"good.large\","         \
    "\"good.host\",\"good.internal\""
#endif
#if defined(FAULT_PROPERTY_SET)
#define PROPERTIES "{\"type\":\"object\",\"properties\":{\"fileName\":{\"tpye\":\"string\"}}}"
#else
#define PROPERTIES "{\"type\":\"object\",\"properties\":{\"fileName\":{\"type\":\"string\"}}}"
#endif
#if defined(FAULT_SECRET_ELSEWHERE)
#define FIELDS "\"key\":{\"title\":\"Key\",\"type\":\"string\",\"x-secret\":true}"
#else
#define FIELDS ""
#endif
#define ACTION(id, direction, cardinality, kind)                                                   \
    "{\"id\":\"" id "\",\"title\":\"" id "\",\"description\":\"" id " documents.\","               \
    "\"direction\":\"" direction "\",\"cardinality\":\"" cardinality "\",\"idempotent\":false,"    \
    "\"inputKind\":\"" kind "\",\"operationSchema\":{\"type\":\"object\",\"properties\":{" FIELDS  \
    "}},"                                                                                          \
    "\"inputProperties\":" PROPERTIES ",\"outputProperties\":" PROPERTIES ","                      \
    "\"responseProfile\":null,\"errors\":[" LISTED "]}"
#define ERROR(id, class)                                                                           \
    "{\"id\":\"good." id "\",\"class\":\"" class "\",\"retry\":\"NEVER\",\"application\":false,"   \
                                                 "\"title\":\"" id "\",\"hint\":null}"

/* In pieces: C99 promises no more than 4095 bytes of a literal. */
static const char *const descriptor_pieces[] = {
    "{\"id\":\"" ID "\"," TITLE "\"version\":\"1\",\"description\":\"Documents that exist here.\","
    "\"connectionSchema\":{\"type\":\"object\",\"properties\":{"
    "\"name\":{\"title\":\"Name\",\"type\":\"string\",\"default\":\"x\",\"examples\":" EXAMPLES "},"
    "\"password\":{\"title\":\"Password\",\"type\":\"string\",\"x-secret\":true}}},\"actions\":[",
    ACTION("echo", "inbound", ECHO_OUTPUTS, "content") ",",
    ACTION("put", "outbound", "1:0", "content") ",",
    ACTION("take", "inbound", "1:1", "id") "],\"errors\":[",
    ERROR("cancelled", "CANCELLED") "," ERROR("timeout", "TIMEOUT") ",",
    ERROR("memory", "NO_MEMORY") "," ERROR("missing", "NOT_FOUND") ",",
    ERROR("large", "RESOURCE") "," ERROR("host", "HOST") "," ERROR("internal", "INTERNAL") "]}",
};

#endif
