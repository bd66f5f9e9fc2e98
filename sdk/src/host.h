/* SPDX-License-Identifier: Apache-2.0 */
/* The host: its settings and where its log goes. */
#ifndef HAWSER_SDK_HOST_H
#define HAWSER_SDK_HOST_H

#include <hawser/host.h>
#include <pthread.h>
#include <stdbool.h>

#define HOST_SETTINGS 4

struct hawser_host {
    char *settings[HOST_SETTINGS]; /* by HAWSER_SETTING_*, never NULL */
    bool bundle_chosen;            /* a CA bundle was named, so it must exist */
    pthread_mutex_t mutex; /* guards what follows; recursive, as a log may lead to logging */
    hawser_log_fn log;
    void *log_user;
    uint32_t log_most;
};

/* Whether a line of that level would go anywhere. */
bool host_logs(hawser_host *host, uint32_t level);

/* One line; what is not clean text in it is replaced, and what is over 64 KiB cut. `connector` and
   `correlation_id` may be NULL. Any thread. */
void host_log(hawser_host *host, uint32_t level, const char *connector, const char *correlation_id,
    const char *line, size_t length);

/* A line of the SDK's own, without a connector. */
__attribute__((format(printf, 3, 4))) void host_say(
    hawser_host *host, uint32_t level, const char *format, ...);

/* Sets up and ends `mutex` and the log. */
void log_init(hawser_host *host);
void log_done(hawser_host *host);

#endif
