/* SPDX-License-Identifier: Apache-2.0 */
/* The errors of a connector's descriptor. */
#ifndef HAWSER_SDK_CATALOGUE_H
#define HAWSER_SDK_CATALOGUE_H

#include "loaded.h"
#include "problem.h"

/* A copy of what the connector said; where it gives no hint, with that of its catalogue for this id. NULL: no memory. */
hawser_problem *catalogue_problem(const hawser_loaded *loaded, const hawser_error *error);

#endif
