/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "memory/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LINE_SIZE = 1024, BACKLOG = 64 };

struct session {
    struct peer_file *files;
    int control, listener;
    FILE *lines;
    char renamed[PEER_NAME_SIZE];
};

static int listen_anywhere(unsigned *ret_port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 ||
        listen(listener, BACKLOG) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
        close(listener);
        return -1;
    }
    *ret_port = ntohs(address.sin_port);
    return listener;
}

static struct peer_file *find(struct peer_file *files, const char *name)
{
    while (*name == '/')
        name++;
    for (size_t i = 0; i < PEER_FILES; i++)
        if (files[i].exists && strcmp(files[i].name, name) == 0)
            return &files[i];
    return NULL;
}

static struct peer_file *make(struct peer_file *files, const char *name)
{
    struct peer_file *file = find(files, name);
    while (*name == '/')
        name++;
    for (size_t i = 0; i < PEER_FILES && !file; i++)
        if (!files[i].exists)
            file = &files[i];
    if (!file)
        return NULL;
    file->length = 0;
    snprintf(file->name, sizeof file->name, "%s", name);
    file->exists = true;
    return file;
}

/* --- The server's process --------------------------------------------------------------------- */

__attribute__((format(printf, 2, 3))) static void say(
    const struct session *session, const char *format, ...)
{
    char line[LINE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line - 2, format, arguments);
    va_end(arguments);
    memcpy(line + length, "\r\n", 2);
    send(session->control, line, (size_t)length + 2, MSG_NOSIGNAL);
}

static void passive(struct session *session, bool extended)
{
    unsigned port = 0;
    if (session->listener >= 0)
        close(session->listener);
    session->listener = listen_anywhere(&port);
    if (extended)
        say(session, "229 Entering (|||%u|)", port);
    else
        say(session, "227 Entering (127,0,0,1,%u,%u)", port / 256, port % 256);
}

static int take_data(struct session *session)
{
    int data = accept(session->listener, NULL, NULL);
    close(session->listener);
    session->listener = -1;
    return data;
}

static void end_data(const struct session *session, int data)
{
    close(data);
    say(session, "226 done");
}

static void list(struct session *session, bool facts)
{
    char line[LINE_SIZE];
    say(session, "150 listing");
    int data = take_data(session);
    for (const struct peer_file *file = session->files; file < session->files + PEER_FILES;
         file++) {
        int length = snprintf(line, sizeof line, "%s%zu%s %s\r\n",
            facts ? "type=file;size=" : "-rw-r--r-- 1 u g ", file->length,
            facts ? ";modify=20240102030405;" : " Jan 02 2024", file->name);
        if (file->exists)
            send(data, line, (size_t)length, MSG_NOSIGNAL);
    }
    end_data(session, data);
}

static void give(struct session *session, const struct peer_file *file)
{
    say(session, "150 sending");
    int data = take_data(session);
    send(data, file->content, file->length, MSG_NOSIGNAL);
    end_data(session, data);
}

static void keep(struct session *session, struct peer_file *file)
{
    ssize_t got;
    say(session, "150 receiving");
    int data = take_data(session);
    while (file->length < sizeof file->content && (got = read(data, file->content + file->length,
                                                       sizeof file->content - file->length)) > 0)
        file->length += (size_t)got;
    end_data(session, data);
}

static void rename_to(const struct session *session, const char *name)
{
    struct peer_file *file = find(session->files, session->renamed);
    struct peer_file *old = find(session->files, name);
    if (!file) {
        say(session, "550 No such file");
        return;
    }
    if (old)
        old->exists = false;
    while (*name == '/')
        name++;
    snprintf(file->name, sizeof file->name, "%s", name);
    say(session, "250 renamed");
}

/* Commands of which one word is enough. */
static bool answer_plainly(const struct session *session, const char *verb)
{
    static const struct {
        const char *verb, *reply;
    } rows[] = {
        {"USER", "331 password"},
        {"PASS", "230 in"},
        {"FEAT", "211-features\r\n SIZE\r\n MDTM\r\n MLST type*;size*;modify*;\r\n EPSV\r\n "
                 "UTF8\r\n211 end"},
        {"PWD", "257 \"/\""},
        {"CWD", "250 there"},
        {"TYPE", "200 ok"},
        {"OPTS", "200 ok"},
        {"NOOP", "200 ok"},
        {"QUIT", "221 bye"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcasecmp(verb, rows[i].verb) == 0) {
            say(session, "%s", rows[i].reply);
            return true;
        }
    return false;
}

static void answer_about(struct session *session, const char *verb, const char *name)
{
    struct peer_file *file = find(session->files, name);
    if (!file)
        say(session, "550 No such file");
    else if (strcasecmp(verb, "SIZE") == 0)
        say(session, "213 %zu", file->length);
    else if (strcasecmp(verb, "MDTM") == 0)
        say(session, "213 20240102030405");
    else if (strcasecmp(verb, "RETR") == 0)
        give(session, file);
    else if (strcasecmp(verb, "RNFR") == 0) {
        snprintf(session->renamed, sizeof session->renamed, "%s", file->name);
        say(session, "350 and then");
    } else {
        file->exists = false;
        say(session, "250 deleted");
    }
}

static bool is_one_of(const char *verb, const char *const verbs[])
{
    while (*verbs && strcasecmp(verb, *verbs) != 0)
        verbs++;
    return *verbs != NULL;
}

static void answer(struct session *session, const char *verb, const char *operand)
{
    static const char *const of_files[] = {"SIZE", "MDTM", "RETR", "RNFR", "DELE", NULL};
    struct peer_file *file;
    if (answer_plainly(session, verb))
        return;
    if (strcasecmp(verb, "EPSV") == 0 || strcasecmp(verb, "PASV") == 0)
        passive(session, strcasecmp(verb, "EPSV") == 0);
    else if (strcasecmp(verb, "LIST") == 0 || strcasecmp(verb, "MLSD") == 0)
        list(session, strcasecmp(verb, "MLSD") == 0);
    else if (is_one_of(verb, of_files))
        answer_about(session, verb, operand);
    else if (strcasecmp(verb, "RNTO") == 0)
        rename_to(session, operand);
    else if (strcasecmp(verb, "STOR") == 0 && (file = make(session->files, operand)) != NULL)
        keep(session, file);
    else
        say(session, "502 no %s", verb);
}

static void *serve(void *user)
{
    char line[LINE_SIZE];
    struct session *session = user;
    say(session, "220 ready");
    while (fgets(line, sizeof line, session->lines)) {
        line[strcspn(line, "\r\n")] = '\0';
        char *operand = strchr(line, ' ');
        if (operand)
            *operand++ = '\0';
        answer(session, line, operand ? operand : "");
        if (strcasecmp(line, "QUIT") == 0)
            break;
    }
    if (session->listener >= 0)
        close(session->listener);
    fclose(session->lines);
    free(session);
    return NULL;
}

_Noreturn static void serve_all(struct peer_file *files, int listener)
{
    const int yes = 1;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (;;) {
        pthread_t thread;
        int control = accept(listener, NULL, NULL);
        struct session *session = control < 0 ? NULL : calloc(1, sizeof *session);
        if (!session)
            _exit(EXIT_FAILURE);
        *session = (struct session){
            .files = files, .control = control, .listener = -1, .lines = fdopen(control, "r")};
        setsockopt(control, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        if (!session->lines || pthread_create(&thread, NULL, serve, session) != 0)
            _exit(EXIT_FAILURE);
        pthread_detach(thread);
    }
}

/* --- Its maker's ------------------------------------------------------------------------------ */

bool peer_start(struct peer *peer)
{
    size_t size = PEER_FILES * sizeof *peer->files;
    int listener = listen_anywhere(&peer->port);
    peer->files = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (listener < 0 || peer->files == MAP_FAILED)
        return false;
    peer->process = fork();
    if (peer->process == 0)
        serve_all(peer->files, listener);
    close(listener);
    return peer->process > 0;
}

void peer_stop(struct peer *peer)
{
    kill(peer->process, SIGKILL);
    waitpid(peer->process, NULL, 0);
    munmap(peer->files, PEER_FILES * sizeof *peer->files);
}

void peer_clear(struct peer *peer)
{
    memset(peer->files, 0, PEER_FILES * sizeof *peer->files);
}

bool peer_put(struct peer *peer, const char *name, const char *content)
{
    struct peer_file *file = make(peer->files, name);
    if (!file)
        return false;
    file->length = strlen(content);
    memcpy(file->content, content, file->length);
    return true;
}

const struct peer_file *peer_file(const struct peer *peer, const char *name)
{
    return find(peer->files, name);
}
