/* SPDX-License-Identifier: Apache-2.0 */
/* The host's log: filtered by level, one line at a time, clean text only. */
#include "config.h"

#include "host.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

#define LINE_MAX_BYTES (64u * 1024u)

void log_init(hawser_host *host)
{
    pthread_mutexattr_t recursive;

    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&host->mutex, &recursive);
    pthread_mutexattr_destroy(&recursive);
}

void log_done(hawser_host *host)
{
    pthread_mutex_destroy(&host->mutex);
}

void hawser_host_on_log(hawser_host *host, hawser_log_fn log, void *user, uint32_t most)
{
    pthread_mutex_lock(&host->mutex);
    host->log = log;
    host->log_user = user;
    host->log_most = most;
    pthread_mutex_unlock(&host->mutex);
}

bool host_logs(hawser_host *host, uint32_t level)
{
    pthread_mutex_lock(&host->mutex);
    bool wanted = host->log != NULL && level <= host->log_most;
    pthread_mutex_unlock(&host->mutex);
    return wanted;
}

static void pass_on(hawser_host *host, uint32_t level, const char *connector,
    const char *correlation_id, const char *line, size_t length)
{
    pthread_mutex_lock(&host->mutex);
    if (host->log != NULL && level <= host->log_most)
        host->log(host->log_user, level, connector, correlation_id, line, length);
    pthread_mutex_unlock(&host->mutex);
}

void host_log(hawser_host *host, uint32_t level, const char *connector, const char *correlation_id,
    const char *line, size_t length)
{
    if (level > HAWSER_LOG_PROTOCOL)
        level = HAWSER_LOG_PROTOCOL;
    if (line == NULL || !host_logs(host, level))
        return;
    if (length > LINE_MAX_BYTES)
        length = LINE_MAX_BYTES;
    char *clean = text_clean(line, length, false);
    if (clean != NULL)
        pass_on(host, level, connector, correlation_id, clean, length);
    free(clean);
}

void host_say(hawser_host *host, uint32_t level, const char *format, ...)
{
    va_list list;

    if (!host_logs(host, level))
        return;
    va_start(list, format);
    char *line = text_format_list(format, list);
    va_end(list);
    if (line != NULL)
        host_log(host, level, NULL, NULL, line, strlen(line));
    free(line);
}
