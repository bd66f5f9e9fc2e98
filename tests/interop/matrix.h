/* SPDX-License-Identifier: Apache-2.0 */
/* The five actions on one server, in every mode in which it can be reached. */
#ifndef INTEROP_MATRIX_H
#define INTEROP_MATRIX_H

#include "support/server.h"

int matrix_main(enum server_kind kind);

#endif
