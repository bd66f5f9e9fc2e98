/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of init that have parts: an object, asked for member by member, and a list, item by item. */
#ifndef HAWSER_CLI_INIT_PARTS_H
#define HAWSER_CLI_INIT_PARTS_H

#include "init_question.h"

/* Whether a person can be asked for the field, and it is shown with what was answered so far. */
bool init_parts_can_ask(const struct init_form *form, const struct schema_field *item);

/* Asks for any field. Never ASKED_UNUSABLE. */
enum asked init_parts_ask(struct init_form *form, const struct schema_field *item);

#endif
