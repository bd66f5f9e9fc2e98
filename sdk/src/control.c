/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "control.h"

#include "problem.h"

int32_t control_check(const hawser_control *control, hawser_problem **ret_problem)
{
    if (control == NULL || HAWSER_HAS(control, hawser_control, correlation_id))
        return HAWSER_OK;
    return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "sdk.bad-size", NULL,
        "the size of hawser_control is not set");
}
