/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "serial.h"

#include <stdlib.h>

struct serial {
    struct serial *next;
    const void *handle;
    size_t users;
    pthread_mutex_t mutex;
};

/* The SDK's one variable of the process: "one call in the whole process" is a promise that no host
 * can keep alone. */
static struct {
    pthread_mutex_t mutex;
    struct serial *first;
} registry = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static struct serial *registered(const void *handle)
{
    for (struct serial *at = registry.first; at != NULL; at = at->next)
        if (at->handle == handle)
            return at;
    struct serial *serial = calloc(1, sizeof *serial);
    if (serial == NULL)
        return NULL;
    serial->handle = handle;
    pthread_mutex_init(&serial->mutex, NULL);
    serial->next = registry.first;
    registry.first = serial;
    return serial;
}

struct serial *serial_acquire(const void *handle)
{
    pthread_mutex_lock(&registry.mutex);
    struct serial *serial = registered(handle);
    if (serial != NULL)
        serial->users++;
    pthread_mutex_unlock(&registry.mutex);
    return serial;
}

static void unlink_serial(const struct serial *serial)
{
    struct serial **at = &registry.first;

    while (*at != serial)
        at = &(*at)->next;
    *at = serial->next;
}

void serial_release(struct serial *serial)
{
    if (serial == NULL)
        return;
    pthread_mutex_lock(&registry.mutex);
    if (--serial->users == 0) {
        unlink_serial(serial);
        pthread_mutex_destroy(&serial->mutex);
        free(serial);
    }
    pthread_mutex_unlock(&registry.mutex);
}

pthread_mutex_t *serial_mutex(struct serial *serial)
{
    return &serial->mutex;
}
