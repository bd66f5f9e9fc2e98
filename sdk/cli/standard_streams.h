/* SPDX-License-Identifier: Apache-2.0 */
/* Standard input, output and error, which whoever starts the program may have closed. */
#ifndef HAWSER_CLI_STANDARD_STREAMS_H
#define HAWSER_CLI_STANDARD_STREAMS_H

#include <stdbool.h>

/* Fills the places of those that are closed, so that no descriptor of the program's own gets one: what is read there, or
 * written, fails as it would have. Called before anything is opened. False: they can't be filled. */
bool standard_streams_hold(void);

#endif
