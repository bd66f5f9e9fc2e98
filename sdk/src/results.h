/* SPDX-License-Identifier: Apache-2.0 */
/* What came of each input: exactly one result, whatever happens. */
#ifndef HAWSER_SDK_RESULTS_H
#define HAWSER_SDK_RESULTS_H

#include "execution.h"

/* The function of hawser_documents. */
int32_t results_result(void *host, const hawser_result *result);

/* An input that could not be given to the connector: reported at once or, where results are
   ordered, when those before it are. */
void results_unusable(hawser_execution *execution, struct input *input, hawser_problem *problem);

/* After the run: gives those that have none a result. `code` and `problem` are of the call. */
void results_complete(hawser_execution *execution, int32_t code, const hawser_problem *problem);

/* A copy of the connector's error with what failed on the host's side added, where that is what it
 * speaks of. NULL: no memory. */
hawser_problem *results_amend(
    const hawser_execution *execution, const hawser_error *error, const hawser_problem *host_error);

/* The error's struct reaches all that 1.0 has, and names a failure. */
bool results_is_error(const hawser_error *error);

#endif
