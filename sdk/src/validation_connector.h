/* SPDX-License-Identifier: Apache-2.0 */
/* The connector's part of a validation. */
#ifndef HAWSER_SDK_VALIDATION_CONNECTOR_H
#define HAWSER_SDK_VALIDATION_CONNECTOR_H

#include "validation.h"

/* Asks the connector about what could be parsed, and reports what it finds beside the schema's
 * findings. */
int32_t validation_ask_connector(struct validation *validation, hawser_problem **ret_problem);

#endif
