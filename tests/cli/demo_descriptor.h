/* SPDX-License-Identifier: Apache-2.0 */
/* What the connector for the tests of the program says of itself, and the stages of its test. */
#ifndef TESTS_CLI_DEMO_DESCRIPTOR_H
#define TESTS_CLI_DEMO_DESCRIPTOR_H

/* clang-format off */
/* In pieces: C promises no more than 4095 bytes in a literal. */
static const char *const demo_descriptor[] = {
    "{\"id\":\"demo\",\"title\":\"Demo\",\"version\":\"1\",\"description\":\"Documents that exist nowher"
    "e.\",\"connectionSchema\":{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"ti"
    "tle\":\"Demo connection\",\"type\":\"object\",\"required\":[\"host\"],\"additionalProperties\":fa"
    "lse,\"properties\":{\"port\":{\"title\":\"Port\",\"description\":\"Where it listens. Blank mean"
    "s 7.\",\"type\":[\"integer\",\"null\"],\"minimum\":1,\"maximum\":65535,\"x-ui\":{\"order\":20,\"grou"
    "p\":\"Connection\"}},\"host\":{\"title\":\"Host\",\"description\":\"Name of the server.\",\"type\":"
    "\"string\",\"minLength\":1,\"examples\":[\"demo.example\"],\"x-ui\":{\"order\":10,\"group\":\"Conne"
    "ction\"}},\"mode\":{\"title\":\"Mode\",\"description\":\"How it is done.\",\"type\":\"string\",\"enu"
    "m\":[\"fast\",\"safe\"],\"default\":\"safe\",\"x-ui\":{\"order\":30,\"group\":\"Connection\"}},\"passw"
    "ord\":{\"title\":\"Password\",\"description\":\"Of the account.\",\"type\":\"string\",\"writeOnly\""
    ":true,\"x-secret\":true,\"x-ui\":{\"order\":40,\"group\":\"Connection\"}},\"compress\":{\"title\":"
    "\"Compress\",\"description\":\"Whether to make it smaller.\",\"type\":\"boolean\",\"default\":fa"
    "lse,\"x-ui\":{\"order\":50,\"group\":\"Advanced\"}}}},\"actions\":[{\"id\":\"fetch\",\"title\":\"Fetc"
    "h\",\"description\":\"Does what it is called.\",\"direction\":\"inbound\",\"cardinality\":\"1:1\""
    ",\"idempotent\":true,\"inputKind\":\"id\",\"operationSchema\":{\"$schema\":\"https://json-schem"
    "a.org/draft/2020-12/schema\",\"title\":\"Fetch\",\"type\":\"object\",\"additionalProperties\":f"
    "alse,\"properties\":{\"careful\":{\"title\":\"Careful\",\"description\":\"Looks twice.\",\"type\":"
    "\"boolean\",\"default\":false}}},\"inputProperties\":{\"type\":\"object\",\"additionalPropertie"
    "s\":false,\"properties\":{\"fileName\":{\"title\":\"File Name\",\"description\":\"What it is cal"
    "led.\",\"type\":\"string\"},\"weight\":{\"title\":\"Weight\",\"description\":\"How heavy it is.\",\""
    "type\":\"integer\"}}},\"outputProperties\":{\"type\":\"object\",\"properties\":{}},\"responsePro"
    "file\":null,\"errors\":[\"demo.missing\"]},{\"id\":\"all\",\"title\":\"All\",\"description\":\"Does "
    "what it is called.\",\"direction\":\"inbound\",\"cardinality\":\"1:n\",\"idempotent\":true,\"inp"
    "utKind\":\"none\",\"operationSchema\":{\"$schema\":\"https://json-schema.org/draft/2020-12/s"
    "chema\",\"title\":\"All\",\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"lim"
    "it\":{\"title\":\"Limit\",\"description\":\"Most of them.\",\"type\":\"integer\",\"minimum\":-1,\"de"
    "fault\":-1,\"x-ui\":{\"order\":10}},\"filter\":{\"title\":\"Filter\",\"description\":\"Which ones."
    "\",\"type\":[\"object\",\"null\"],\"x-ui\":{\"order\":20}}}},\"inputProperties\":{\"type\":\"object\""
    ",\"additionalProperties\":false,\"properties\":{\"fileName\":{\"title\":\"File Name\",\"descrip"
    "tion\":\"What it is called.\",\"type\":\"string\"},\"weight\":{\"title\":\"Weight\",\"description\""
    ":\"How heavy it is.\",\"type\":\"integer\"}}},\"outputProperties\":{\"type\":\"object\",\"propert"
    "ies\":{}},\"responseProfile\":null,\"errors\":[\"demo.missing\"]},{\"id\":\"list\",\"title\":\"Lis"
    "t\",\"description\":\"Does what it is called.\",\"direction\":\"inbound\",\"cardinality\":\"1:n\""
    ",\"idempotent\":true,\"inputKind\":\"none\",\"operationSchema\":{\"$schema\":\"https://json-sch",
    "ema.org/draft/2020-12/schema\",\"title\":\"List\",\"type\":\"object\",\"additionalProperties\":"
    "false,\"properties\":{\"limit\":{\"title\":\"Limit\",\"description\":\"Most of them.\",\"type\":\"i"
    "nteger\",\"minimum\":-1,\"default\":-1,\"x-ui\":{\"order\":10}},\"filter\":{\"title\":\"Filter\",\"d"
    "escription\":\"Which ones.\",\"type\":[\"object\",\"null\"],\"x-ui\":{\"order\":20}}}},\"inputProp"
    "erties\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"fileName\":{\"tit"
    "le\":\"File Name\",\"description\":\"What it is called.\",\"type\":\"string\"},\"weight\":{\"title"
    "\":\"Weight\",\"description\":\"How heavy it is.\",\"type\":\"integer\"}}},\"outputProperties\":{"
    "\"type\":\"object\",\"properties\":{}},\"responseProfile\":{\"title\":\"Entry\",\"type\":\"object\","
    "\"properties\":{\"name\":{\"title\":\"Name\",\"description\":\"n\",\"type\":\"string\"},\"size\":{\"tit"
    "le\":\"Size\",\"description\":\"s\",\"type\":\"integer\"},\"link\":{\"title\":\"Link\",\"description\":"
    "\"l\",\"type\":[\"string\",\"null\"]}}},\"errors\":[\"demo.missing\"]},{\"id\":\"store\",\"title\":\"St"
    "ore\",\"description\":\"Does what it is called.\",\"direction\":\"outbound\",\"cardinality\":\"1"
    ":1\",\"idempotent\":true,\"inputKind\":\"content\",\"operationSchema\":{\"$schema\":\"https://js"
    "on-schema.org/draft/2020-12/schema\",\"title\":\"Store\",\"type\":\"object\",\"additionalPrope"
    "rties\":false,\"properties\":{}},\"inputProperties\":{\"type\":\"object\",\"additionalProperti"
    "es\":false,\"properties\":{\"fileName\":{\"title\":\"File Name\",\"description\":\"What it is ca"
    "lled.\",\"type\":\"string\"},\"weight\":{\"title\":\"Weight\",\"description\":\"How heavy it is.\","
    "\"type\":\"integer\"}}},\"outputProperties\":{\"type\":\"object\",\"properties\":{}},\"responsePr"
    "ofile\":{\"title\":\"Entry\",\"type\":\"object\",\"properties\":{\"name\":{\"title\":\"Name\",\"descri"
    "ption\":\"n\",\"type\":\"string\"},\"size\":{\"title\":\"Size\",\"description\":\"s\",\"type\":\"integer"
    "\"},\"link\":{\"title\":\"Link\",\"description\":\"l\",\"type\":[\"string\",\"null\"]}}},\"errors\":[\"d"
    "emo.missing\"]},{\"id\":\"remove\",\"title\":\"Remove\",\"description\":\"Does what it is called"
    ".\",\"direction\":\"outbound\",\"cardinality\":\"1:0\",\"idempotent\":true,\"inputKind\":\"id\",\"op"
    "erationSchema\":{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"Re"
    "move\",\"type\":\"object\",\"additionalProperties\":false,\"properties\":{}},\"inputProperties"
    "\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"fileName\":{\"title\":\"F"
    "ile Name\",\"description\":\"What it is called.\",\"type\":\"string\"},\"weight\":{\"title\":\"Wei"
    "ght\",\"description\":\"How heavy it is.\",\"type\":\"integer\"}}},\"outputProperties\":{\"type\""
    ":\"object\",\"properties\":{}},\"responseProfile\":null,\"errors\":[\"demo.missing\"]}],\"error"
    "s\":[{\"id\":\"demo.missing\",\"class\":\"NOT_FOUND\",\"retry\":\"NEVER\",\"application\":true,\"tit"
    "le\":\"Missing\",\"hint\":\"ask for another\"},{\"id\":\"demo.broken\",\"class\":\"NETWORK\",\"retry"
    "\":\"NEW_CONNECTION\",\"application\":false,\"title\":\"Broken\",\"hint\":\"plug it in\"},{\"id\":\""
    "demo.sink\",\"class\":\"HOST\",\"retry\":\"NEVER\",\"application\":false,\"title\":\"Not accepted\""
    ",\"hint\":null},{\"id\":\"demo.untrusted\",\"class\":\"TRUST\",\"retry\":\"NEVER\",\"application\":f",
    "alse,\"title\":\"Untrusted\",\"hint\":\"deploy its certificate\"}]}",
};

static const char demo_stage_resolve[] =
    "{\"stage\":\"resolve\",\"status\":\"passed\",\"ms\":1.5,\"facts\":{\"addresses\":[\"192.0.2.1\",\"192"
    ".0.2.2\"]},\"error\":null}";

static const char demo_stage_auth[] =
    "{\"stage\":\"auth\",\"status\":\"warned\",\"ms\":20,\"facts\":{\"user\":\"anonymous\"},\"error\":{\"id\""
    ":\"demo.missing\",\"code\":\"NOT_FOUND\",\"retry\":\"NEVER\",\"message\":\"the account is a guest"
    "\",\"hint\":\"use another\"}}";

static const char demo_stage_untrusted[] =
    "{\"stage\":\"tls\",\"status\":\"failed\",\"ms\":33,\"facts\":{\"version\":\"TLS1.3\",\"chain\":[{\"subj"
    "ect\":\"CN=untrusted.example\",\"issuer\":\"CN=Demo Authority\",\"names\":[\"untrusted.example"
    "\"],\"fingerprint\":\"AA:BB\",\"notBefore\":\"2020-01-01T00:00:00Z\",\"notAfter\":\"2120-01-01T0"
    "0:00:00Z\",\"authority\":false,\"selfSigned\":false},{\"subject\":\"CN=Demo Authority\",\"issu"
    "er\":\"CN=Demo Authority\",\"names\":[],\"fingerprint\":\"4E:0A:01:EC:B9:01:EE:71:FB:0C:B5:E"
    "E:7B:D9:6C:93:CB:12:56:BC:01:98:7D:47:0F:A0:17:68:89:98:7E:ED\",\"notBefore\":\"2020-01-"
    "01T00:00:00Z\",\"notAfter\":\"2120-01-01T00:00:00Z\",\"authority\":true,\"selfSigned\":true,\""
    "pem\":\"-----BEGIN CERTIFICATE-----\\nMIIBZDCCAQugAwIBAgIBATAKBggqhkjOPQQDAjAZMRcwFQYDV"
    "QQDEw5EZW1vIEF1\\ndGhvcml0eTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowGTEXMBUG\\nA"
    "1UEAxMORGVtbyBBdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARR\\nG6SUzO/eaugsb/JMLFG"
    "fpAV17596l+giWDZPmIa3IZjuDP076BQ8hQfS0tob9Hpo\\ngaRsKU/y0JepnJrFrLvUo0IwQDAPBgNVHRMBA"
    "f8EBTADAQH/MA4GA1UdDwEB/wQE\\nAwICBDAdBgNVHQ4EFgQUurhHV0XiT7LGXb0KvkJMoGCissswCgYIKoZ"
    "Izj0EAwID\\nRwAwRAIgEvjXEHnx1cHJ4JAmGhrYBK40zwJHadxnoqspkDWez2UCIDDrK905K7xX\\nEBSIJep"
    "0rWvUa8gf2VMx+SXcWfBf0gdS\\n-----END CERTIFICATE-----\\n\"}]},\"error\":{\"id\":\"demo.untru"
    "sted\",\"code\":\"TRUST\",\"retry\":\"NEVER\",\"message\":\"nobody vouches for the server\",\"hint"
    "\":\"deploy its certificate\"}}";

/* clang-format on */

#endif
