/* SPDX-License-Identifier: Apache-2.0 */
/* Threads of ours in the process of a host. */
#ifndef HAWSER_PLUGIN_COMMON_THREAD_H
#define HAWSER_PLUGIN_COMMON_THREAD_H

#include <pthread.h>

/* As pthread_create, but all signals are blocked there: the host's are for its own threads. Returns 0 or an errno. */
int thread_start(
    pthread_t *ret_thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument);

#endif
