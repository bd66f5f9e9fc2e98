/* SPDX-License-Identifier: Apache-2.0 */
/* Locks that are waited for no longer than a call may last. */
#ifndef HAWSER_SDK_WAIT_LOCK_H
#define HAWSER_SDK_WAIT_LOCK_H

#include <hawser/host.h>
#include <pthread.h>

/* HAWSER_OK: locked. HAWSER_CANCELLED, HAWSER_TIMEOUT: not. `control` may be NULL: waits for ever.
 */
int32_t wait_lock(pthread_mutex_t *mutex, const hawser_control *control);

#endif
