/* SPDX-License-Identifier: Apache-2.0 */
/* Words that are no options: commands, connectors, actions, inputs. */
#ifndef HAWSER_CLI_COMPLETE_WORD_H
#define HAWSER_CLI_COMPLETE_WORD_H

#include "candidates.h"
#include "completing.h"

void complete_commands(struct candidates *candidates);
/* The next word of the line. */
void complete_word(struct completing *completing, struct candidates *candidates);

#endif
