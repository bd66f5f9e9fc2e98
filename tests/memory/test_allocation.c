/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each allocation of the host, of the connector and of their libraries fails in turn: nothing crashes, hangs, leaks or
 * is lost, and what failed is called by its name. Thorough with HAWSER_CHECK_LONG, else some seconds of each.
 */
#define _GNU_SOURCE
#include <hawser/host.h>

#include <dirent.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory/failing.h"
#include "memory/peer.h"
#include "memory/sweep.h"

enum { PATH_SIZE = 512, SHORT_SECONDS = 3 };
#define OLD "old content, somewhat longer than the new one"
#define CONTENT "the content of one file"
#define OTHER "the content of the other"

static struct world {
    hawser_host *host;
    hawser_loaded *ftp;
    struct peer peer;
    char folder[64], in[96];
    char connection[PATH_SIZE];
} world;

static const char *const good_connection =
    "{\"host\": \"ftp.example.com\", \"port\": 21, \"userName\": \"u\", \"password\": \"secret\","
    "\"sslMode\": \"explicit\", \"connectionMode\": \"active\", \"activePorts\": \"5000-5010\", "
    "\"encoding\": \"ISO-8859-1\"}";
static const char *const good_operation =
    "{\"maximumFiles\": 5, \"filter\": {\"and\": [{\"property\": \"fileName\", \"operator\": "
    "\"regex\","
    "\"value\": \"a.*[0-9]\"}, {\"property\": \"size\", \"operator\": \"gt\", \"value\": \"5\"}]}}";
static const char *const bad_connection =
    "{\"hots\": \"x\", \"port\": 210000, \"userName\": \"u\\r\\n\", \"activePorts\": \"9-1\","
    "\"sslMode\": \"tls\", \"proxy\": \"nowhere\"}";
static const char *const bad_operation = "{\"maximumFiles\": 0, \"filter\": {\"and\": "
                                         "[{\"property\": \"fileName\", \"operator\": \"regex\","
                                         "\"value\": \"a(\"}]}, \"orderBy\": 7}";

static void note_problem(struct attempt *attempt, hawser_problem *problem)
{
    if (problem)
        snprintf(attempt->id, sizeof attempt->id, "%s", hawser_problem_error(problem)->id);
    hawser_problem_free(problem);
}

/* --- Without a network ------------------------------------------------------------------------ */

static void run_describe(struct attempt *attempt)
{
    const char *json;
    size_t length;
    hawser_problem *problem = NULL;
    hawser_loaded *loaded = NULL;
    hawser_host *host = hawser_host_new();
    attempt->code = host ? hawser_load(host, CONNECTOR, &loaded, &problem) : HAWSER_NO_MEMORY;
    if (attempt->code == HAWSER_OK)
        attempt->code = hawser_describe(loaded, &json, &length, &problem);
    if (attempt->code == HAWSER_OK)
        attempt->told = (unsigned)length;
    note_problem(attempt, problem);
    hawser_unload(loaded);
    hawser_host_free(host);
}

static void count_finding(void *user, const hawser_finding *finding)
{
    struct attempt *attempt = user;
    attempt->told += finding->severity == HAWSER_FINDING_ERROR;
}

static void validate(struct attempt *attempt, const char *connection, const char *operation)
{
    hawser_problem *problem = NULL;
    hawser_config config = {
        .size = sizeof config,
        .connection = connection,
        .connection_length = strlen(connection),
        .action = "query",
        .operation = operation,
        .operation_length = strlen(operation),
    };
    attempt->code = hawser_validate(world.ftp, &config, count_finding, attempt, &problem);
    note_problem(attempt, problem);
}

static void run_good(struct attempt *attempt)
{
    validate(attempt, good_connection, good_operation);
}

static void run_bad(struct attempt *attempt)
{
    validate(attempt, bad_connection, bad_operation);
}

/* --- With a server ---------------------------------------------------------------------------- */

static void empty_folder(const char *path)
{
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder)) != NULL)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlinkat(dirfd(folder), entry->d_name, 0) != 0) {
            char below[PATH_SIZE];
            snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
            empty_folder(below);
            rmdir(below);
        }
    if (folder)
        closedir(folder);
}

static void prepare_server(void)
{
    empty_folder(world.folder);
    peer_clear(&world.peer);
    peer_put(&world.peer, "one.txt", CONTENT);
    peer_put(&world.peer, "two.txt", OTHER);
}

static void note_output(void *user, const hawser_delivered *delivered)
{
    struct attempt *attempt = user;
    attempt->told += delivered->error == NULL;
}

static void note_result(void *user, const hawser_outcome *outcome)
{
    struct attempt *attempt = user;
    attempt->told += outcome->status == HAWSER_STATUS_SUCCESS ? 100 : 0;
    if (outcome->error && !*attempt->id)
        snprintf(attempt->id, sizeof attempt->id, "%s", outcome->error->id);
}

/* What is done to an execution before it runs. */
typedef int32_t (*furnish_fn)(hawser_execution *execution, hawser_problem **ret_problem);

static void execute(
    struct attempt *attempt, const char *action, const char *operation, furnish_fn furnish)
{
    hawser_problem *problem = NULL;
    hawser_link *link = NULL;
    hawser_execution *run = NULL;
    attempt->code =
        hawser_open(world.ftp, world.connection, strlen(world.connection), NULL, &link, &problem);
    if (attempt->code == HAWSER_OK &&
        !(run = hawser_execution_new(link, action, operation, strlen(operation), 0)))
        attempt->code = HAWSER_NO_MEMORY;
    if (attempt->code == HAWSER_OK) {
        hawser_execution_on_output(run, note_output, attempt);
        hawser_execution_on_result(run, note_result, attempt);
        attempt->code = furnish(run, &problem);
    }
    if (attempt->code == HAWSER_OK)
        attempt->code = hawser_execution_run(run, NULL, NULL, &problem);
    note_problem(attempt, problem);
    hawser_execution_free(run);
    hawser_close(link, NULL);
}

static int32_t furnish_nothing(hawser_execution *run, hawser_problem **ret_problem)
{
    (void)run;
    (void)ret_problem;
    return HAWSER_OK;
}

static int32_t furnish_folder(hawser_execution *run, hawser_problem **ret_problem)
{
    return hawser_execution_to_directory(run, world.in, 0, ret_problem);
}

static int32_t furnish_id(hawser_execution *run, hawser_problem **ret_problem)
{
    (void)ret_problem;
    return hawser_execution_add_id(run, "one.txt", NULL);
}

static int32_t furnish_bytes(hawser_execution *run, hawser_problem **ret_problem)
{
    (void)ret_problem;
    return hawser_execution_add_memory(
        run, CONTENT, strlen(CONTENT), "{\"fileName\": \"new.txt\"}");
}

static void run_list(struct attempt *attempt)
{
    execute(attempt, "list", "{\"includeAllMetadata\": true}", furnish_nothing);
}

static void run_get(struct attempt *attempt)
{
    execute(attempt, "get", "{\"includeAllMetadata\": true}", furnish_id);
}

static void run_delete(struct attempt *attempt)
{
    execute(attempt, "delete", "{}", furnish_id);
}

static void run_query(struct attempt *attempt)
{
    execute(attempt, "query",
        "{\"deleteAfterReading\": true, \"filter\": {\"property\": \"fileName\", \"operator\": "
        "\"wildcard\","
        "\"value\": \"*.txt\"}}",
        furnish_folder);
}

static void run_create(struct attempt *attempt)
{
    execute(attempt, "create", "{\"actionIfFileExists\": \"overwrite\"}", furnish_bytes);
}

static void prepare_create(void)
{
    prepare_server();
    peer_put(&world.peer, "new.txt", OLD);
}

static bool file_holds(const struct peer_file *file, const char *content)
{
    return file && file->length == strlen(content) &&
           memcmp(file->content, content, file->length) == 0;
}

/* The new file, or the old one: under its name, or under one beside it. */
static bool check_create(const struct attempt *attempt)
{
    bool old = false, whole = file_holds(peer_file(&world.peer, "new.txt"), CONTENT);
    for (size_t i = 0; i < PEER_FILES; i++)
        old |= world.peer.files[i].exists && file_holds(&world.peer.files[i], OLD);
    return whole || (attempt->code != HAWSER_OK && old);
}

/* Where any file below a folder has that content. */
static bool folder_holds(const char *path, const char *content)
{
    char bytes[PATH_SIZE], below[PATH_SIZE];
    bool found = false;
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder && !found && (entry = readdir(folder)) != NULL) {
        struct stat status;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] == '.' && strchr("/.", below[strlen(path) + 2]) != NULL)
            continue;
        if (stat(below, &status) == 0 && S_ISDIR(status.st_mode)) {
            found = folder_holds(below, content);
            continue;
        }
        FILE *file = fopen(below, "rb");
        size_t got = file ? fread(bytes, 1, sizeof bytes, file) : 0;
        found = got == strlen(content) && memcmp(bytes, content, got) == 0;
        if (file)
            fclose(file);
    }
    if (folder)
        closedir(folder);
    return found;
}

/* A file that was deleted is with us. */
static bool check_query(const struct attempt *attempt)
{
    (void)attempt;
    return (peer_file(&world.peer, "one.txt") || folder_holds(world.in, CONTENT)) &&
           (peer_file(&world.peer, "two.txt") || folder_holds(world.in, OTHER));
}

static const struct scenario scenarios[] = {
    {"describe", HAWSER_OK, NULL, run_describe, NULL},
    {"validate what is right", HAWSER_OK, NULL, run_good, NULL},
    {"validate what is wrong", HAWSER_BAD_CONFIG, NULL, run_bad, NULL},
    {"list", HAWSER_OK, prepare_server, run_list, NULL},
    {"get", HAWSER_OK, prepare_server, run_get, NULL},
    {"query and delete", HAWSER_OK, prepare_server, run_query, check_query},
    {"create and overwrite", HAWSER_OK, prepare_create, run_create, check_create},
    {"delete", HAWSER_OK, prepare_server, run_delete, NULL},
};

/*
 * Where Jansson's parser can't grow the buffer of a token, it goes on with a part of it, and then writes past the end of
 * a string (lex_save in its load.c takes no notice of failures). Nothing that we do can help that, so there memory is
 * never short.
 */
static void spare_parser(void)
{
    static char text[4096];
    memset(text, 'x', sizeof text);
    text[0] = text[sizeof text - 1] = '"';
    failing_learn(true);
    json_t *parsed = json_loadb(text, sizeof text, JSON_DECODE_ANY, NULL);
    failing_learn(false);
    json_decref(parsed);
}

static bool make_world(void)
{
    /* In memory if that can be: what is fsynced there costs no time. */
    const char *parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(world.folder, sizeof world.folder, "%s/hawser-XXXXXX", parent);
    if (!peer_start(&world.peer) || !mkdtemp(world.folder))
        return false;
    snprintf(world.in, sizeof world.in, "%s/in", world.folder);
    snprintf(world.connection, sizeof world.connection,
        "{\"host\": \"127.0.0.1\", \"port\": %u, \"userName\": \"u\", \"password\": \"p\","
        "\"connectionTimeout\": 10000, \"readTimeout\": 10000, \"maxRetries\": 0}",
        world.peer.port);
    world.host = hawser_host_new();
    return hawser_host_set(world.host, HAWSER_SETTING_STATE_DIR, world.folder) == HAWSER_OK &&
           hawser_load(world.host, CONNECTOR, &world.ftp, NULL) == HAWSER_OK;
}

int main(int argc, char **argv)
{
    unsigned seconds = getenv("HAWSER_CHECK_LONG") ? 0 : SHORT_SECONDS;
    spare_parser();
    bool made = make_world(), good = made;
    for (size_t i = 0; made && i < sizeof scenarios / sizeof *scenarios; i++)
        if (argc < 2 || strcmp(argv[1], scenarios[i].name) == 0)
            good = sweep(&scenarios[i], seconds) && good;
    hawser_unload(world.ftp);
    hawser_host_free(world.host);
    peer_stop(&world.peer);
    empty_folder(world.folder);
    rmdir(world.folder);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
