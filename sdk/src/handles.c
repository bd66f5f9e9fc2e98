/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "handles.h"

#include <stdlib.h>
#include <sys/random.h>

/* A handle, from its lowest bit: zeros as an address would have, kind, slot, generation. */
#define KIND_SHIFT 4
#define SLOT_SHIFT 5
#define SLOT_BITS 20
#define GENERATION_SHIFT (SLOT_SHIFT + SLOT_BITS)
#define SLOTS_MOST ((size_t)1 << SLOT_BITS)
#define SLOTS_FIRST 16

void handles_init(struct handles *handles)
{
    *handles = (struct handles){0};
    pthread_mutex_init(&handles->mutex, NULL);
    if (getrandom(&handles->base, sizeof handles->base, GRND_NONBLOCK) < 0)
        handles->base = 1;
}

void handles_done(struct handles *handles)
{
    free(handles->slots);
    pthread_mutex_destroy(&handles->mutex);
}

/* The generation is never 0 in it, so that no handle is NULL. */
static uintptr_t encode(const struct handles *handles, size_t slot)
{
    const struct handle_slot *at = &handles->slots[slot];

    return (uintptr_t)(((uint64_t)at->generation | 1u) << GENERATION_SHIFT |
                       (uint64_t)slot << SLOT_SHIFT | (uint64_t)at->kind << KIND_SHIFT);
}

static int grow(struct handles *handles)
{
    size_t capacity = handles->capacity ? 2 * handles->capacity : SLOTS_FIRST;
    struct handle_slot *slots;

    if (capacity > SLOTS_MOST)
        return -1;
    slots = realloc(handles->slots, capacity * sizeof *slots);
    if (!slots)
        return -1;
    handles->slots = slots;
    handles->capacity = capacity;
    return 0;
}

/* A free slot; `capacity`: no memory. */
static size_t claim(struct handles *handles)
{
    size_t slot = handles->free;

    if (slot < handles->count) {
        handles->free = handles->slots[slot].next;
        return slot;
    }
    if (handles->count == handles->capacity && grow(handles))
        return handles->capacity;
    slot = handles->count++;
    handles->slots[slot] = (struct handle_slot){.generation = handles->base};
    handles->free = handles->count;
    return slot;
}

uintptr_t handle_add(struct handles *handles, uint32_t kind, void *object)
{
    uintptr_t handle = 0;
    size_t slot;

    pthread_mutex_lock(&handles->mutex);
    slot = claim(handles);
    if (slot < handles->capacity) {
        handles->slots[slot].object = object;
        handles->slots[slot].kind = kind;
        /* By two: the lowest bit of a handle's generation is always set. */
        handles->slots[slot].generation += 2;
        handles->slots[slot].taken = 0;
        handle = encode(handles, slot);
    }
    pthread_mutex_unlock(&handles->mutex);
    return handle;
}

static struct handle_slot *find(struct handles *handles, uintptr_t handle)
{
    size_t slot = (size_t)((uint64_t)handle >> SLOT_SHIFT) & (SLOTS_MOST - 1);

    if (slot >= handles->count || !handles->slots[slot].object || encode(handles, slot) != handle)
        return NULL;
    return &handles->slots[slot];
}

static void release(struct handles *handles, struct handle_slot *at)
{
    at->object = NULL;
    at->next = handles->free;
    handles->free = (size_t)(at - handles->slots);
}

void *handle_take(struct handles *handles, uint32_t kind, uintptr_t handle)
{
    struct handle_slot *at;
    void *object = NULL;

    pthread_mutex_lock(&handles->mutex);
    at = find(handles, handle);
    if (at && at->kind == kind && !at->taken) {
        at->taken = 1;
        object = at->object;
    }
    pthread_mutex_unlock(&handles->mutex);
    return object;
}

void handle_return(struct handles *handles, uintptr_t handle)
{
    struct handle_slot *at;

    pthread_mutex_lock(&handles->mutex);
    at = find(handles, handle);
    if (at)
        at->taken = 0;
    pthread_mutex_unlock(&handles->mutex);
}

void handle_drop(struct handles *handles, uintptr_t handle)
{
    struct handle_slot *at;

    pthread_mutex_lock(&handles->mutex);
    at = find(handles, handle);
    if (at)
        release(handles, at);
    pthread_mutex_unlock(&handles->mutex);
}

void *handle_pop(struct handles *handles, uint32_t kind)
{
    void *object = NULL;
    size_t slot;

    pthread_mutex_lock(&handles->mutex);
    for (slot = 0; slot < handles->count && !object; slot++) {
        struct handle_slot *at = &handles->slots[slot];

        if (at->object && at->kind == kind) {
            object = at->object;
            release(handles, at);
        }
    }
    pthread_mutex_unlock(&handles->mutex);
    return object;
}
