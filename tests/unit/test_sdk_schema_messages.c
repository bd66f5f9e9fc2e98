/* SPDX-License-Identifier: Apache-2.0 */
/* What a person reads: message, hint, recommended values, and in which order. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "schema.h"

static const char connection[] =
    "{'title': 'Connection', 'type': 'object', 'additionalProperties': false,"
    " 'required': ['host'], 'properties': {"
    "  'host': {'title': 'Host', 'description': 'Name of the server', 'type': 'string',"
    "   'pattern': '^[^:/]+$',"
    "   'x-ui': {'order': 1, 'rule': 'be a name without scheme and port'}},"
    "  'port': {'title': 'Port', 'type': 'integer', 'minimum': 1, 'maximum': 65535,"
    "   'x-ui': {'order': 2, 'recommended': [21, 990]}},"
    "  'mode': {'title': 'Connection Mode', 'enum': ['passive', 'active'],"
    "   'default': 'passive', 'x-ui': {'order': 3, 'enumTitles': ['Passive', 'Active']}},"
    "  'userName': {'title': 'User Name', 'type': 'string', 'maxLength': 3},"
    "  'password': {'title': 'Password', 'type': 'string', 'pattern': '^x', 'x-secret': true},"
    "  'token': {'title': 'Token', 'enum': ['abc'], 'writeOnly': true},"
    "  'maximumFiles': {'title': 'Maximum Files', 'type': 'integer', 'minimum': -1,"
    "   'not': {'const': 0}, 'default': -1},"
    "  'ratio': {'title': 'Ratio', 'type': 'number', 'exclusiveMinimum': 0, 'maximum': 1},"
    "  'verify': {'title': 'Verify', 'type': 'boolean', 'default': true},"
    "  'parallelism': {'title': 'Parallelism',"
    "   'anyOf': [{'type': 'integer', 'minimum': 1}, {'const': 'auto'}]},"
    "  'commands': {'title': 'Commands', 'type': 'array', 'maxItems': 3, 'uniqueItems': true,"
    "   'items': {'type': 'string', 'minLength': 1}},"
    "  'proxy': {'title': 'Proxy', 'type': 'string', 'format': 'uri'},"
    "  'step': {'type': 'integer', 'multipleOf': 5},"
    "  'never': {'title': 'Never', 'not': {'required': ['a', 'b']}},"
    "  'old': {'title': 'Old', 'deprecated': true, 'description': 'Give a Host instead'},"
    "  'shape': {'title': 'Shape', 'oneOf': ["
    "   {'type': 'object', 'required': ['kind', 'radius'], 'properties':"
    "     {'kind': {'const': 'circle'}, 'radius': {'title': 'Radius', 'type': 'number'}}},"
    "   {'type': 'object', 'required': ['kind', 'side'], 'properties':"
    "     {'kind': {'const': 'square'}, 'side': {'type': 'number'}}}]},"
    "  'tree': {'title': 'Tree', 'x-ui': {'rule': 'have a leaf or a twig'}, 'anyOf': [{'type': "
    "'null'},"
    "   {'type': 'object', 'maxProperties': 0},"
    "   {'type': 'object', 'additionalProperties': false, 'properties':"
    "     {'leaf': {'title': 'Leaf', 'type': 'integer'}, 'twig': {}},"
    "    'oneOf': [{'required': ['leaf']}, {'required': ['twig']}]}]},"
    "  'key': {'title': 'Key'}, 'agent': {'title': 'Agent'}},"
    " 'dependentRequired': {'key': ['userName']},"
    " 'not': {'required': ['key', 'agent']}}";

/* JSON with ' for ", which reads better in C. */
static json_t *load(const char *text)
{
    json_error_t error;
    char *quoted = strdup(text);
    for (char *c = quoted; *c != '\0'; c++)
        *c = *c == '\'' ? '"' : *c;
    json_t *value = json_loads(quoted, JSON_DECODE_ANY, &error);
    if (value == NULL)
        printf("\n%s: %s\n", text, error.text);
    free(quoted);
    return value;
}

static struct schema *compile(const char *text)
{
    struct schema_problem problem;
    json_t *document = load(text);
    struct schema *schema = schema_compile(document, &problem);
    if (schema == NULL)
        printf("\n%s: %s\n", problem.pointer, problem.message);
    json_decref(document);
    return schema;
}

/* All findings as text, a line each. */
static void note(const struct schema_finding *finding, void *user)
{
    char *recommended = json_dumps(finding->recommended, JSON_COMPACT);
    fprintf(user, "%s%s %s: %s|%s|%s\n", finding->severity == SCHEMA_WARNING ? "warning " : "",
        finding->code, finding->pointer, finding->message, finding->hint, recommended);
    free(recommended);
}

static char *findings_of(const struct schema *schema, const char *instance, bool *ret_valid)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    json_t *value = load(instance);
    *ret_valid = schema_validate(schema, value, 0, note, out);
    fclose(out);
    json_decref(value);
    return text;
}

static void test_messages(void)
{
    static const struct {
        const char *instance;
        const char *expected;
    } rows[] = {
        {"{'host': 'h', 'port': '21'}",
            "schema.type /port: Port must be a whole number between 1 and 65535; it is \"21\""
            "|Write 21, without quotes|[21]\n"},
        {"{'host': 'h', 'port': 65536}",
            "schema.range /port: Port must be a whole number between 1 and 65535; it is 65536"
            "||[21,990]\n"},
        {"{'host': 'h', 'port': 21.5}",
            "schema.type /port: Port must be a whole number between 1 and 65535; it is 21.5"
            "||[21,990]\n"},
        {"{'host': 'h', 'port': ''}",
            "schema.type /port: Port must be a whole number between 1 and 65535; it is empty"
            "||[21,990]\n"},
        {"{}", "schema.required /host: Host is required|Add \"host\": Name of the server|[]\n"},
        {"{'host': 'ftp://x'}",
            "schema.pattern /host: Host must be a name without scheme and port; it is "
            "\"ftp://x\"||[]\n"},
        {"{'host': 'h', 'mode': 'Passive'}",
            "schema.enum /mode: Connection Mode must be \"passive\" (Passive) or \"active\" "
            "(Active); it is \"Passive\"|Write \"passive\": upper and lower case matter|"
            "[\"passive\"]\n"},
        {"{'host': 'h', 'mode': 'pasive'}",
            "schema.enum /mode: Connection Mode must be \"passive\" (Passive) or \"active\" "
            "(Active); it is \"pasive\"|Did you mean \"passive\"?|[\"passive\"]\n"},
        {"{'host': 'h', 'mode': 3}",
            "schema.enum /mode: Connection Mode must be \"passive\" (Passive) or \"active\" "
            "(Active); it is 3||[\"passive\",\"active\"]\n"},
        {"{'host': 'h', 'userName': 'long'}",
            "schema.length /userName: User Name must have at most 3 characters; it has 4: "
            "\"long\"||[]\n"},
        {"{'host': 'h', 'userName': 5}",
            "schema.type /userName: User Name must be text of at most 3 characters; it is 5|"
            "Write \"5\", with quotes|[\"5\"]\n"},
        {"{'host': 'h', 'maximumFiles': 0}",
            "schema.not /maximumFiles: Maximum Files must not be 0||[-1]\n"},
        {"{'host': 'h', 'maximumFiles': '0'}",
            "schema.type /maximumFiles: Maximum Files must be a whole number of at least -1; it "
            "is \"0\"|Leave it out for the default, -1|[-1]\n"},
        {"{'host': 'h', 'ratio': 0}",
            "schema.range /ratio: Ratio must be a number greater than 0 and at most 1; it is 0"
            "||[]\n"},
        {"{'host': 'h', 'verify': 'yes'}",
            "schema.type /verify: Verify must be true or false; it is \"yes\"|Write true, "
            "without quotes|[true]\n"},
        {"{'host': 'h', 'parallelism': 'Auto'}",
            "schema.no-match /parallelism: Parallelism must be a whole number of at least 1 or "
            "\"auto\"; it is \"Auto\"|Write \"auto\": upper and lower case matter|[\"auto\"]\n"},
        {"{'host': 'h', 'parallelism': 0}",
            "schema.range /parallelism: Parallelism must be a whole number of at least 1; it is "
            "0||[]\n"},
        {"{'host': 'h', 'commands': 'NOOP'}",
            "schema.type /commands: Commands must be a list; it is \"NOOP\"|Write [\"NOOP\"]|"
            "[[\"NOOP\"]]\n"},
        {"{'host': 'h', 'commands': ['a', '', 'a', 'b']}",
            "schema.items /commands: Commands must have at most 3 entries; it has 4||[]\n"
            "schema.unique /commands: Commands must not have the same entry twice; entries 1 and "
            "3 are equal||[]\n"
            "schema.length /commands/1: Commands entry 2 must not be empty||[]\n"},
        {"{'host': 'h', 'proxy': 'example.com'}",
            "schema.format /proxy: Proxy must be a URL; it is \"example.com\"|Begin with a "
            "scheme, as in https://example.com/|[]\n"},
        {"{'host': 'h', 'step': 7}",
            "schema.multiple /step: step must be a multiple of 5; it is 7||[]\n"},
        {"{'host': 'h', 'old': 1}",
            "warning schema.deprecated /old: Old is deprecated|Give a Host instead|[]\n"},
        {"{'host': 'h', 'key': 1}",
            "schema.dependent /userName: User Name is required, because key (Key) is given|Add "
            "\"userName\"|[]\n"},
        {"{'host': 'h', 'key': 1, 'agent': 1, 'userName': 'u'}",
            "schema.not : Key and Agent must not be given together||[]\n"},
        {"{'host': 'h', 'shape': {'kind': 'circle', 'side': 1}}",
            "schema.required /shape/radius: Radius is required|Add \"radius\"|[]\n"},
        {"{'host': 'h', 'tree': {'x': 1}}",
            "schema.no-match /tree: Tree must have a leaf or a twig; it is an object||[]\n"},
        {"{'host': 'h', 'tree': {'leaf': 'a'}}",
            "schema.type /tree/leaf: Leaf must be a whole number; it is \"a\"||[]\n"},
        {"{'host': 'h', 'shape': 1}",
            "schema.no-match /shape: Shape must be an object with \"kind\" and \"radius\" or an "
            "object with \"kind\" and \"side\"; it is 1||[]\n"},
        {"[]", "schema.type : Connection must be an object; it is an empty list||[]\n"},
    };
    struct schema *schema = compile(connection);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool valid;
        char *text = findings_of(schema, rows[i].instance, &valid);
        bool as_said = strcmp(text, rows[i].expected) == 0;
        CU_ASSERT(as_said);
        CU_ASSERT_EQUAL(valid, strncmp(rows[i].expected, "warning", 7) == 0);
        if (!as_said)
            printf("\n%s:\n%s", rows[i].instance, text);
        free(text);
    }
    schema_free(schema);
}

static void test_suggestions(void)
{
    static const struct {
        const char *instance;
        const char *part;
    } rows[] = {
        {"{'hostname': 'h'}", "hostname is not a field here; did you mean host (Host)?|Rename it"},
        {"{'Host': 'h'}", "Host is not a field here; did you mean host (Host)?|Rename it"},
        {"{'host': 'h', 'user_name': 'u'}", "did you mean userName (User Name)?"},
        {"{'host': 'h', 'Connection Mode': 'u'}",
            "\"Connection Mode\" is not a field here; did you mean mode (Connection Mode)?"},
        {"{'host': 'h', 'pasword': 'u'}", "did you mean password (Password)?"},
        {"{'host': 'h', 'prot': 1}", "did you mean port (Port)?"},
        {"{'host': 'h', 'PORT': 1, 'port': 2}", "did you mean port (Port)?|Leave it out"},
        {"{'host': 'h', 'zzz': 1}", "zzz is not a field here|The fields here are "},
        {"{'host': 'h', 'x\\u001b[1m\\u202e': 1}", "\"x\\u001b[1m\\u202e\" is not a field here"},
    };
    struct schema *schema = compile(connection);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool valid;
        char *text = findings_of(schema, rows[i].instance, &valid);
        CU_ASSERT_FALSE(valid);
        CU_ASSERT_PTR_NOT_NULL(strstr(text, rows[i].part));
        if (strstr(text, rows[i].part) == NULL)
            printf("\n%s:\n%s", rows[i].instance, text);
        free(text);
    }
    schema_free(schema);
}

/* Nothing of a secret value may be seen, whatever is wrong with it. */
static void test_secrets_hidden(void)
{
    static const char *const rows[] = {
        "{'host': 'h', 'password': 'hunter2'}",
        "{'host': 'h', 'password': 4711}",
        "{'host': 'h', 'password': ['hunter2']}",
        "{'host': 'h', 'password': {'hunter2': 4711}}",
        "{'host': 'h', 'token': 'hunter2'}",
        "{'host': 'h', 'token': 4711}",
    };
    struct schema *schema = compile(connection);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool valid;
        char *text = findings_of(schema, rows[i], &valid);
        CU_ASSERT_FALSE(valid);
        CU_ASSERT_PTR_NOT_NULL(strstr(text, "; its value is not shown"));
        CU_ASSERT_PTR_NULL(strstr(text, "hunter2"));
        CU_ASSERT_PTR_NULL(strstr(text, "4711"));
        free(text);
    }
    schema_free(schema);
}

/* A text where a list, or an object, of secrets belongs is one of them, most likely. */
static void test_misplaced_secrets(void)
{
    static const char *const rows[] = {
        "{'keys': 'hunter2'}", "{'keys': 4711}", "{'store': 'hunter2'}", "{'nested': 'hunter2'}"};
    struct schema *schema =
        compile("{'type': 'object', 'properties': {"
                "'keys': {'type': 'array', 'items': {'$ref': '#/$defs/secret'}},"
                "'store': {'type': 'object', 'additionalProperties': {'$ref': '#/$defs/secret'}},"
                "'nested': {'type': 'array', 'items': {'type': 'object', 'properties': {"
                "'again': {'$ref': '#/properties/nested'}, 'key': {'$ref': '#/$defs/secret'}}}}},"
                "'$defs': {'secret': {'type': 'string', 'x-secret': true}}}");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        bool valid;
        char *text = findings_of(schema, rows[i], &valid);
        CU_ASSERT_FALSE(valid);
        CU_ASSERT_PTR_NOT_NULL(strstr(text, "; its value is not shown"));
        CU_ASSERT_PTR_NULL(strstr(text, "hunter2"));
        CU_ASSERT_PTR_NULL(strstr(text, "4711"));
        free(text);
    }
    schema_free(schema);
}

static void test_order(void)
{
    struct schema *schema = compile(connection);
    bool valid;
    char *text = findings_of(
        schema, "{'zzz': 1, 'verify': 1.5, 'commands': 5, 'mode': 1, 'port': 0}", &valid);
    static const char *const pointers[] = {
        " /host:", " /port:", " /mode:", " /commands:", " /verify:", " /zzz:"};
    const char *cursor = text;
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; i++) {
        cursor = cursor == NULL ? NULL : strstr(cursor, pointers[i]);
        CU_ASSERT_PTR_NOT_NULL(cursor);
    }
    free(text);
    schema_free(schema);
}

/* A title beside a $ref, or in another branch, still names the field. */
static void test_labels(void)
{
    struct schema *schema =
        compile("{'properties': {'a': {'title': 'Alpha'}, 'b': {'$ref': '#/$defs/b'}},"
                " 'if': {'required': ['b']}, 'then': {'properties': {'a': {'minimum': 5}}},"
                " '$defs': {'b': {'title': 'Beta', 'type': 'string'}}}");
    bool valid;
    char *text = findings_of(schema, "{'a': 1, 'b': 2}", &valid);
    CU_ASSERT_STRING_EQUAL(text,
        "schema.range /a: Alpha must be at least 5; it is 1||[]\n"
        "schema.type /b: Beta must be text; it is 2|Write \"2\", with quotes|[\"2\"]\n");
    free(text);
    schema_free(schema);
}

static void count_visible(const struct schema_finding *finding, void *user)
{
    *(int *)user = finding->visible;
}

static void test_visibility(void)
{
    static const struct {
        const char *instance;
        int visible;
    } rows[] = {
        {"{'mode': 'explicit', 'pin': 1}", 1},
        {"{'mode': 'implicit', 'pin': 1}", 1},
        {"{'mode': 'none', 'pin': 1}", 0},
        {"{'pin': 1}", 0}, /* the default of mode is none */
        {"{'mode': 'explicit', 'off': true, 'pin': 1}", 0},
    };
    struct schema *schema = compile(
        "{'properties': {'mode': {'default': 'none'}, 'off': {'default': false}, 'pin': {'type': "
        "'string', 'x-ui': {'visibleWhen': {'mode': ['explicit', 'implicit'], 'off': false}}}}}");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int visible = -1;
        json_t *value = load(rows[i].instance);
        CU_ASSERT_FALSE(schema_validate(schema, value, 0, count_visible, &visible));
        CU_ASSERT_EQUAL(visible, rows[i].visible);
        json_decref(value);
    }
    schema_free(schema);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("schema messages", NULL, NULL);
    CU_add_test(suite, "messages", test_messages);
    CU_add_test(suite, "did you mean", test_suggestions);
    CU_add_test(suite, "secrets are hidden", test_secrets_hidden);
    CU_add_test(suite, "secrets in the place of others are hidden", test_misplaced_secrets);
    CU_add_test(suite, "order", test_order);
    CU_add_test(suite, "labels", test_labels);
    CU_add_test(suite, "visibility", test_visibility);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
