/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The handles of documents that a connector holds. A handle is a number and not an address: one
 * that is wrong, closed, of another execution or in use by another thread is found out, not
 * followed.
 */
#ifndef HAWSER_SDK_HANDLES_H
#define HAWSER_SDK_HANDLES_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

/* Kinds */
#define HANDLE_DOCUMENT 0u
#define HANDLE_OUTPUT 1u

struct handle_slot {
    void *object; /* NULL: free */
    uint32_t kind;
    uint32_t generation; /* counts the uses of the slot */
    int taken;
    size_t next; /* free slot after this one */
};

struct handles {
    pthread_mutex_t mutex;
    struct handle_slot *slots;
    size_t count;
    size_t capacity;
    size_t free;   /* first free slot; `count`: none */
    uint32_t base; /* generation of a new slot, drawn by lot */
};

void handles_init(struct handles *handles);
void handles_done(struct handles *handles);

/* 0: no memory. */
uintptr_t handle_add(struct handles *handles, uint32_t kind, void *object);

/* The object, which is the caller's until handle_return or handle_drop. NULL: no such handle, or
 * another thread has it. */
void *handle_take(struct handles *handles, uint32_t kind, uintptr_t handle);
void handle_return(struct handles *handles, uintptr_t handle);
void handle_drop(struct handles *handles, uintptr_t handle);

/* Takes out any one object of that kind, in use or not; NULL: there is none. */
void *handle_pop(struct handles *handles, uint32_t kind);

#endif
