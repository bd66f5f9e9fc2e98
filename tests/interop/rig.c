/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/rig.h"

#include "support/folder.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SKIPPED = 77 };

static void keep_line(void *user, uint32_t level, const char *connector, const char *correlation,
    const char *line, size_t length)
{
    struct rig *rig = user;
    (void)connector;
    (void)correlation;
    fprintf(rig->log, "    %u %.*s\n", (unsigned)level, (int)length, line);
}

/* --- The server ----------------------------------------------------------------------------------
 */

static bool issue(struct rig *rig, const struct rig_options *options)
{
    rig->authority = pki_authority_new(rig->folder, "root");
    return rig->authority != NULL &&
           pki_issue(rig->authority, rig->folder, "server", options->certificate, &rig->files);
}

static bool start_server(struct rig *rig, const struct rig_options *options)
{
    char reason[SERVER_REASON_SIZE];
    struct server_options server = options->server;
    if (server.tls != SERVER_TLS_NONE && server.certificate == NULL) {
        if (!issue(rig, options)) {
            return false;
        }
        server.certificate = rig->files.chain;
        server.key = rig->files.key;
    }
    rig->server = server_start(&server, reason, sizeof reason);
    if (rig->server == NULL) {
        fprintf(stderr, "%s\n", reason);
    }
    return rig->server != NULL;
}

/* --- The host --------------------------------------------------------------------------------- */

static bool make_folders(struct rig *rig)
{
    rig->folder = folder_new("interop");
    if (rig->folder == NULL) {
        return false;
    }
    rig->trust_folder = folder_path(rig->folder, "trust.d");
    rig->state_folder = folder_path(rig->folder, "state");
    rig->output_folder = folder_path(rig->folder, "out");
    rig->bundle = folder_path(rig->folder, "bundle.pem");
    return rig->trust_folder != NULL && rig->state_folder != NULL && rig->output_folder != NULL &&
           rig->bundle != NULL && mkdir(rig->trust_folder, 0755) == 0 &&
           mkdir(rig->state_folder, 0755) == 0 && mkdir(rig->output_folder, 0755) == 0;
}

/* The bundle of a host that should not know the server's authority holds another one. */
static bool write_bundle(struct rig *rig, bool untrusted)
{
    struct pki_authority *other = NULL;
    const char *file = NULL;
    if (rig->authority != NULL && !untrusted) {
        file = pki_authority_file(rig->authority);
    } else if ((other = pki_authority_new(rig->folder, "other")) != NULL) {
        file = pki_authority_file(other);
    }
    char *pem = file != NULL ? file_read(file, NULL) : NULL;
    bool written = pem != NULL && file_write_text(rig->bundle, pem);
    free(pem);
    pki_authority_free(other);
    return written;
}

static bool start_host(struct rig *rig)
{
    hawser_problem *problem = NULL;
    rig->host = hawser_host_new();
    if (rig->host == NULL ||
        hawser_host_set(rig->host, HAWSER_SETTING_TRUST_DIR, rig->trust_folder) != HAWSER_OK ||
        hawser_host_set(rig->host, HAWSER_SETTING_STATE_DIR, rig->state_folder) != HAWSER_OK ||
        hawser_host_set(rig->host, HAWSER_SETTING_CA_BUNDLE, rig->bundle) != HAWSER_OK) {
        return false;
    }
    hawser_host_on_log(rig->host, keep_line, rig, HAWSER_LOG_PROTOCOL);
    if (hawser_load(rig->host, INTEROP_CONNECTOR, &rig->ftp, &problem) == HAWSER_OK) {
        return true;
    }
    fprintf(stderr, "%s\n", problem != NULL ? hawser_problem_error(problem)->message : "no memory");
    hawser_problem_free(problem);
    return false;
}

bool rig_start(struct rig *rig, const struct rig_options *options)
{
    *rig = (struct rig){.kind = options->server.kind, .tls = options->server.tls};
    rig->log = open_memstream(&rig->log_text, &rig->log_size);
    bool started = rig->log != NULL && make_folders(rig) && start_server(rig, options) &&
                   write_bundle(rig, options->untrusted) && start_host(rig);
    if (!started) {
        fprintf(stderr, "%s can't be made ready for a test\n", server_kind_name(rig->kind));
    }
    return started;
}

void rig_stop(struct rig *rig)
{
    rig_close(rig);
    hawser_unload(rig->ftp);
    hawser_host_free(rig->host);
    server_stop(rig->server);
    pki_authority_free(rig->authority);
    if (rig->log != NULL) {
        fclose(rig->log);
    }
    free(rig->log_text);
    free(rig->trust_folder);
    free(rig->state_folder);
    free(rig->output_folder);
    free(rig->bundle);
    folder_free(rig->folder);
    *rig = (struct rig){.server = NULL};
}

/* --- The connection --------------------------------------------------------------------------- */

static json_t *plain_connection(const struct rig *rig)
{
    static const char *const modes[] = {"none", "explicit", "implicit"};
    return json_pack("{s:s, s:i, s:s, s:s, s:s, s:s, s:i, s:i}", "host", server_host(rig->server),
        "port", (int)server_port(rig->server), "userName", server_user(rig->server), "password",
        server_password(rig->server), "sslMode", modes[rig->tls], "remoteDirectory",
        server_work_directory(rig->server), "connectionTimeout", 10000, "readTimeout", 10000);
}

static void put_over(json_t *connection, const char *changes)
{
    json_t *members = json_loads(changes, 0, NULL);
    const char *name;
    json_t *value;
    json_object_foreach(members, name, value)
    {
        if (json_is_null(value)) {
            json_object_del(connection, name);
        } else {
            json_object_set(connection, name, value);
        }
    }
    json_decref(members);
}

char *rig_connection(const struct rig *rig, const char *changes)
{
    json_t *connection = plain_connection(rig);
    if (changes != NULL) {
        put_over(connection, changes);
    }
    char *text = json_dumps(connection, JSON_COMPACT);
    json_decref(connection);
    return text;
}

bool rig_open(struct rig *rig, const char *changes)
{
    hawser_problem *problem = NULL;
    char *connection = rig_connection(rig, changes);
    rig_close(rig);
    int32_t code =
        hawser_open(rig->ftp, connection, strlen(connection), NULL, &rig->link, &problem);
    if (code != HAWSER_OK) {
        fprintf(stderr, "opening failed: %s\n",
            problem != NULL ? hawser_problem_error(problem)->message : hawser_code_name(code));
        hawser_problem_free(problem);
    }
    free(connection);
    return code == HAWSER_OK;
}

void rig_close(struct rig *rig)
{
    if (rig->link != NULL) {
        hawser_close(rig->link, NULL);
    }
    rig->link = NULL;
}

/* --- Between tests ---------------------------------------------------------------------------- */

static void empty(const char *folder)
{
    DIR *directory = opendir(folder);
    const struct dirent *entry;
    while (directory != NULL && (entry = readdir(directory)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            char *path = folder_path(folder, entry->d_name);
            folder_remove(path);
            free(path);
        }
    }
    if (directory != NULL) {
        closedir(directory);
    }
}

void rig_clear(struct rig *rig)
{
    empty(server_local_directory(rig->server));
    empty(rig->output_folder);
    rig_forget(rig);
}

void rig_forget(struct rig *rig)
{
    fclose(rig->log);
    free(rig->log_text);
    rig->log = open_memstream(&rig->log_text, &rig->log_size);
}

unsigned rig_log_count(struct rig *rig, const char *text)
{
    unsigned count = 0;
    fflush(rig->log);
    for (const char *at = rig->log_text; (at = strstr(at, text)) != NULL; at += strlen(text)) {
        count++;
    }
    return count;
}

int rig_missing(enum server_kind kind)
{
    char reason[SERVER_REASON_SIZE];
    if (server_is_there(kind, reason, sizeof reason)) {
        return 0;
    }
    printf("SKIP: %s\n", reason);
    return SKIPPED;
}
