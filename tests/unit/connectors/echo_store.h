/* SPDX-License-Identifier: Apache-2.0 */
/* The documents of the test connector. */
#ifndef TEST_ECHO_STORE_H
#define TEST_ECHO_STORE_H

#include <hawser/connector.h>
#include <pthread.h>

#define ECHO_NAME_SIZE 128
#define ECHO_DOCUMENTS 64

struct echo_document {
    char name[ECHO_NAME_SIZE];
    char *bytes;
    size_t length;
};

struct hawser_connection {
    pthread_mutex_t mutex;
    struct echo_document documents[ECHO_DOCUMENTS];
    size_t count;
};

/* The three actions, as hawser_connector.execute. */
int32_t echo_execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request);

#endif
