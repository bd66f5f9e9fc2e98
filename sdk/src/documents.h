/* SPDX-License-Identifier: Apache-2.0 */
/* What a connector is lent to move documents: the functions of hawser_documents. */
#ifndef HAWSER_SDK_DOCUMENTS_H
#define HAWSER_SDK_DOCUMENTS_H

#include "execution.h"

int32_t documents_next_input(void *host, hawser_input *input);
int32_t documents_read(
    void *host, hawser_document *document, void *buffer, size_t capacity, size_t *ret_length);
int32_t documents_rewind(void *host, hawser_document *document, uint64_t offset);
int32_t documents_descriptor(void *host, hawser_document *document, int32_t *ret_descriptor);
void documents_moved(void *host, hawser_document *document, uint64_t length);
void documents_close(void *host, hawser_document *document);

int32_t outputs_open(void *host, const hawser_output_request *request, hawser_output **ret_output,
    uint32_t *ret_capabilities);
int32_t outputs_write(
    void *host, hawser_output *output, const void *bytes, size_t length, size_t *ret_length);
int32_t outputs_descriptor(void *host, hawser_output *output, int32_t *ret_descriptor);
void outputs_moved(void *host, hawser_output *output, uint64_t length);
int32_t outputs_read(void *host, hawser_output *output, uint64_t offset, void *buffer,
    size_t capacity, size_t *ret_length);
int32_t outputs_truncate(void *host, hawser_output *output, uint64_t offset);
int32_t outputs_prepare(void *host, hawser_output *output, const char *properties, size_t length);
int32_t outputs_publish(void *host, hawser_output *output);
void outputs_discard(void *host, hawser_output *output);
int32_t outputs_fail(
    void *host, uint64_t input, const char *properties, size_t length, const hawser_error *error);

/* After the connector returned: closes and discards what it left open. */
void documents_end(hawser_execution *execution);
void outputs_end(hawser_execution *execution);

#endif
