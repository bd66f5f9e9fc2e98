/* SPDX-License-Identifier: Apache-2.0 */
/* What to say when a value takes none of the forms of anyOf or oneOf. */
#ifndef HAWSER_SDK_SCHEMA_CHOICE_H
#define HAWSER_SDK_SCHEMA_CHOICE_H

#include "schema_run.h"

/* Reports the findings of the form that was meant, where one is closer than the others; else that
 * there is no match. Returns false. */
bool choice_complain(struct run *run, const struct rule *rule, const struct place *place);

#endif
