/* SPDX-License-Identifier: Apache-2.0 */
/* The limits of a call as a host gives them. */
#ifndef HAWSER_SDK_CONTROL_H
#define HAWSER_SDK_CONTROL_H

#include <hawser/host.h>

/* HAWSER_OK, or HAWSER_BAD_ARGUMENT where the size is not set: limits that nobody reads would be limits
   that nobody keeps. NULL is allowed; `ret_problem` may be NULL. */
int32_t control_check(const hawser_control *control, hawser_problem **ret_problem);

#endif
