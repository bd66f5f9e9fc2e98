/* SPDX-License-Identifier: Apache-2.0 */
/* The lock of a connector that bears one call at a time in the whole process. */
#ifndef HAWSER_SDK_SERIAL_H
#define HAWSER_SDK_SERIAL_H

#include <pthread.h>

/*
 * One for each shared object, by its handle of dlopen: a connector that is loaded twice, by two
 * hosts perhaps, is the same code with the same variables. NULL: no memory. Ends with
 * serial_release.
 */
struct serial *serial_acquire(const void *handle);
void serial_release(struct serial *serial);

pthread_mutex_t *serial_mutex(struct serial *serial);

#endif
