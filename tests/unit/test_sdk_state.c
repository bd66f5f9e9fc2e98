/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "unit/scratch.h"

#include "call.h"
#include "state.h"
#include "state_claim.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct scratch scratch;
static char *folder;

static void set_up(void)
{
    scratch_init(&scratch);
    folder = state_folder(scratch.path, "echo", "{\"host\":\"a\"}", "create");
    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
}

static void tear_down(void)
{
    free(folder);
    scratch_done(&scratch);
}

static int32_t put(const char *key, const char *text)
{
    int reason = 0;

    return state_put(folder, key, text, strlen(text), false, &reason);
}

static void expect(const char *key, const char *text)
{
    char buffer[64];
    size_t length = 0;
    int reason = 0;

    CU_ASSERT_EQUAL(state_get(folder, key, buffer, sizeof buffer, &length, &reason), HAWSER_OK);
    CU_ASSERT_EQUAL(length, strlen(text));
    CU_ASSERT_EQUAL(memcmp(buffer, text, length), 0);
}

static void test_keeps_blobs(void)
{
    CU_ASSERT_EQUAL(put("journal", "one"), HAWSER_OK);
    CU_ASSERT_EQUAL(put("journal", "three"), HAWSER_OK);
    CU_ASSERT_EQUAL(put("empty", ""), HAWSER_OK);
    CU_ASSERT_EQUAL(put("..", "dots"), HAWSER_OK);
    expect("journal", "three");
    expect("empty", "");
    expect("..", "dots");
    /* Two folders and three blobs: nothing temporary is left. */
    CU_ASSERT_EQUAL(scratch_count(&scratch), 5);
}

static void test_is_private(void)
{
    struct stat status;

    put("journal", "one");
    CU_ASSERT_EQUAL(stat(folder, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 0777, 0700);
}

static void test_refuses_keys(void)
{
    char key[STATE_KEY_MAX + 2];
    static const char *const keys[] = {"", "a/b", "../a", "a b", "\xc3\xa4", "a\n", "a:b"};
    int reason = 0;
    size_t length = 0;
    char buffer[4];

    memset(key, 'k', sizeof key);
    key[STATE_KEY_MAX + 1] = '\0';
    CU_ASSERT_EQUAL(put(key, "x"), HAWSER_BAD_ARGUMENT);
    key[STATE_KEY_MAX] = '\0';
    CU_ASSERT_EQUAL(put(key, "x"), HAWSER_OK);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        CU_ASSERT_EQUAL(put(keys[i], "x"), HAWSER_BAD_ARGUMENT);
        CU_ASSERT_EQUAL(
            state_get(folder, keys[i], buffer, 4, &length, &reason), HAWSER_BAD_ARGUMENT);
        CU_ASSERT_EQUAL(state_remove(folder, keys[i], false, &reason), HAWSER_BAD_ARGUMENT);
    }
    CU_ASSERT_FALSE(state_key_is_valid(NULL));
}

static void test_bounds_blobs(void)
{
    char *blob = calloc(1, STATE_BLOB_MAX + 1);
    char buffer[2];
    size_t length = 0;
    int reason = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(blob);
    CU_ASSERT_EQUAL(
        state_put(folder, "big", blob, STATE_BLOB_MAX + 1, false, &reason), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(state_put(folder, "big", blob, STATE_BLOB_MAX, false, &reason), HAWSER_OK);
    CU_ASSERT_EQUAL(state_get(folder, "big", buffer, 2, &length, &reason), HAWSER_RESOURCE);
    CU_ASSERT_EQUAL(length, STATE_BLOB_MAX);
    free(blob);
}

static void test_misses(void)
{
    char buffer[4];
    size_t length = 7;
    int reason = 0;

    CU_ASSERT_EQUAL(state_get(folder, "none", buffer, 4, &length, &reason), HAWSER_NOT_FOUND);
    CU_ASSERT_EQUAL(length, 7);
    CU_ASSERT_EQUAL(state_remove(folder, "none", false, &reason), HAWSER_OK);
    put("some", "x");
    CU_ASSERT_EQUAL(state_remove(folder, "some", false, &reason), HAWSER_OK);
    CU_ASSERT_EQUAL(state_get(folder, "some", buffer, 4, &length, &reason), HAWSER_NOT_FOUND);
}

struct keys {
    char text[64];
    size_t most;
    size_t count;
};

static int32_t note(void *user, const char *key)
{
    struct keys *keys = user;
    size_t used = strlen(keys->text);

    snprintf(keys->text + used, sizeof keys->text - used, "%s ", key);
    return ++keys->count == keys->most;
}

static void test_lists(void)
{
    struct keys all = {0};
    struct keys some = {0};
    struct keys first = {.most = 1};
    int reason = 0;

    CU_ASSERT_EQUAL(state_list(folder, "", note, &all, &reason), HAWSER_OK);
    CU_ASSERT_EQUAL(all.count, 0);
    put("b1", "");
    put("a", "");
    put("B", "");
    put("b0", "");
    CU_ASSERT_EQUAL(state_list(folder, "", note, &all, &reason), HAWSER_OK);
    CU_ASSERT_STRING_EQUAL(all.text, "B a b0 b1 ");
    CU_ASSERT_EQUAL(state_list(folder, "b", note, &some, &reason), HAWSER_OK);
    CU_ASSERT_STRING_EQUAL(some.text, "b0 b1 ");
    CU_ASSERT_EQUAL(state_list(folder, "", note, &first, &reason), HAWSER_OK);
    CU_ASSERT_STRING_EQUAL(first.text, "B ");
}

static void test_reports_what_it_cannot_do(void)
{
    char path[SCRATCH_PATH_SIZE];
    char buffer[4];
    size_t length = 0;
    int reason = 0;

    scratch_write(&scratch, "file", "x", 1, 0600);
    CU_ASSERT_EQUAL(
        state_put(scratch_path(&scratch, "file/below", path), "k", "x", 1, false, &reason),
        HAWSER_HOST);
    CU_ASSERT_NOT_EQUAL(reason, 0);
    put("folder", "x");
    snprintf(path, sizeof path, "%s/key.folder", folder);
    CU_ASSERT_EQUAL(remove(path), 0);
    CU_ASSERT_EQUAL(mkdir(path, 0700), 0);
    CU_ASSERT_EQUAL(state_get(folder, "folder", buffer, 4, &length, &reason), HAWSER_HOST);
}

static void test_folders_differ(void)
{
    static const char *const parts[][3] = {
        {"echo", "{\"host\":\"a\"}", "get"},
        {"echo", "{\"host\":\"b\"}", "create"},
        {"other", "{\"host\":\"a\"}", "create"},
    };
    char *same = state_folder(scratch.path, "echo", "{\"host\":\"a\"}", "create");

    CU_ASSERT_STRING_EQUAL(same, folder);
    free(same);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        char *other = state_folder(scratch.path, parts[i][0], parts[i][1], parts[i][2]);
        CU_ASSERT_STRING_NOT_EQUAL(other, folder);
        free(other);
    }
}

/* The order of a connection's fields is not part of what it is. */
static void test_is_offered_to_calls(void)
{
    hawser_host *host = hawser_host_new();
    struct call first;
    struct call second;

    CU_ASSERT_PTR_NOT_NULL_FATAL(host);
    hawser_host_set(host, HAWSER_SETTING_STATE_DIR, scratch.path);
    hawser_loaded loaded = {.host = host, .table = {.id = "echo"}};
    char text[] = "{\"a\":1,\"b\":2}";
    char turned_text[] = "{\"b\":2,\"a\":1}";
    hawser_link link = {.loaded = &loaded, .text = text, .length = 13};
    hawser_link turned = {.loaded = &loaded, .text = turned_text, .length = 13};
    call_init(&first, &loaded, NULL, NULL);
    call_init(&second, &loaded, NULL, NULL);
    CU_ASSERT_PTR_NULL(first.abi.extension(first.abi.host, HAWSER_EXTENSION_STATE));
    CU_ASSERT_EQUAL(call_offer_state(&first, &link, "create"), HAWSER_OK);
    CU_ASSERT_EQUAL(call_offer_state(&second, &turned, "create"), HAWSER_OK);
    const hawser_state_1 *state = first.abi.extension(first.abi.host, HAWSER_EXTENSION_STATE);
    char buffer[4];
    size_t length = 0;
    CU_ASSERT_PTR_NOT_NULL_FATAL(state);
    CU_ASSERT_EQUAL(state->put(first.abi.host, "k", "xy", 2), HAWSER_OK);
    CU_ASSERT_EQUAL(state->get(second.abi.host, "k", buffer, 4, &length), HAWSER_OK);
    CU_ASSERT_EQUAL(length, 2);
    CU_ASSERT_EQUAL(call_offer_state(&second, &link, "get"), HAWSER_OK);
    CU_ASSERT_EQUAL(state->get(second.abi.host, "k", buffer, 4, &length), HAWSER_NOT_FOUND);
    call_done(&first);
    call_done(&second);
    hawser_host_free(host);
}

static void say_where(
    struct call *call, hawser_loaded *loaded, const char *text, const char *action)
{
    char copy[128];

    snprintf(copy, sizeof copy, "%s", text);
    hawser_link link = {.loaded = loaded, .text = copy, .length = strlen(copy)};
    CU_ASSERT_EQUAL(call_offer_state(call, &link, action), HAWSER_OK);
}

/* Where the schema marks fields, the others do not make another endpoint. */
static void test_identity(void)
{
    static const char *const others[][2] = {{"{\"host\":\"b\",\"timeout\":1}", "create"},
        {"{\"timeout\":1}", "create"}, {"{\"host\":\"a\",\"user\":\"u\",\"timeout\":1}", "create"},
        {"{\"host\":\"a\",\"timeout\":1}", "get"}};
    static const char schema[] =
        "{\"connectionSchema\":{\"properties\":{\"host\":{\"x-identity\":true},"
        "\"user\":{\"x-identity\":true},\"timeout\":{\"x-identity\":false}}}}";
    hawser_host *host = hawser_host_new();
    struct call call;
    struct call other;

    CU_ASSERT_PTR_NOT_NULL_FATAL(host);
    hawser_host_set(host, HAWSER_SETTING_STATE_DIR, scratch.path);
    hawser_loaded loaded = {.host = host, .table = {.id = "echo"}};
    loaded.descriptor = json_loads(schema, 0, NULL);
    call_init(&call, &loaded, NULL, NULL);
    call_init(&other, &loaded, NULL, NULL);
    say_where(&call, &loaded, "{\"host\":\"a\",\"timeout\":1}", "create");
    say_where(&other, &loaded, "{\"timeout\":2,\"host\":\"a\"}", "create");
    CU_ASSERT_STRING_EQUAL(call.state, other.state);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        say_where(&other, &loaded, others[i][0], others[i][1]);
        CU_ASSERT_STRING_NOT_EQUAL(call.state, other.state);
    }
    call_done(&call);
    call_done(&other);
    json_decref(loaded.descriptor);
    hawser_host_free(host);
}

/* --- Claims ----------------------------------------------------------------------------------- */

static int32_t claim(struct state_claim **claims, const char *key)
{
    int reason = 0;

    return state_claim(claims, folder, key, &reason);
}

static void test_claims_once(void)
{
    struct state_claim *first = NULL;
    struct state_claim *second = NULL;

    CU_ASSERT_EQUAL(claim(&first, "a"), HAWSER_OK);
    CU_ASSERT_EQUAL(claim(&first, "a"), HAWSER_EXISTS);
    CU_ASSERT_EQUAL(claim(&second, "a"), HAWSER_EXISTS);
    CU_ASSERT_EQUAL(claim(&second, "b"), HAWSER_OK);
    CU_ASSERT_EQUAL(claim(&second, "x/y"), HAWSER_BAD_ARGUMENT);
    state_unclaim(&first, folder, "b");
    CU_ASSERT_EQUAL(claim(&first, "b"), HAWSER_EXISTS);
    state_unclaim(&first, folder, "a");
    CU_ASSERT_EQUAL(claim(&second, "a"), HAWSER_OK);
    state_claims_free(first, folder);
    state_claims_free(second, folder);
    /* Two folders: nothing is left of the claims. */
    CU_ASSERT_EQUAL(scratch_count(&scratch), 2);
}

/* A process that ends without a word gives up what it claimed. */
static void test_claims_end_with_the_process(void)
{
    struct state_claim *claims = NULL;
    int status = 0;
    pid_t child = fork();

    if (child == 0)
        _exit(claim(&claims, "a") == HAWSER_OK ? 0 : 1);
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    CU_ASSERT_EQUAL(status, 0);
    CU_ASSERT_EQUAL(claim(&claims, "a"), HAWSER_OK);
    state_claims_free(claims, folder);
}

static void test_claims_need_a_folder(void)
{
    struct state_claim *claims = NULL;
    char path[SCRATCH_PATH_SIZE];
    int reason = 0;

    scratch_write(&scratch, "file", "x", 1, 0600);
    CU_ASSERT_EQUAL(state_claim(&claims, scratch_path(&scratch, "file/below", path), "a", &reason),
        HAWSER_HOST);
    CU_ASSERT_NOT_EQUAL(reason, 0);
    CU_ASSERT_PTR_NULL(claims);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"keeps blobs", test_keeps_blobs},
        {"is private", test_is_private},
        {"refuses keys", test_refuses_keys},
        {"bounds blobs", test_bounds_blobs},
        {"misses", test_misses},
        {"lists", test_lists},
        {"reports what it can't do", test_reports_what_it_cannot_do},
        {"keeps connections and actions apart", test_folders_differ},
        {"is offered to calls", test_is_offered_to_calls},
        {"is that of the endpoint", test_identity},
        {"claims once", test_claims_once},
        {"claims end with the process", test_claims_end_with_the_process},
        {"claims need a folder", test_claims_need_a_folder},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {.pName = "state", .pSetUpFunc = set_up, .pTearDownFunc = tear_down, .pTests = tests},
        CU_SUITE_INFO_NULL,
    };

    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
