/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a shared object has all of its bytes. */
#ifndef HAWSER_SDK_LOAD_WHOLE_H
#define HAWSER_SDK_LOAD_WHOLE_H

#include <stdbool.h>
#include <sys/types.h>

/* False where the file ends before what its head says is to be loaded, as one that is still being copied does: to load it
 * would end the process by a signal. What is no ELF of this machine's kind is the loader's to refuse. */
bool load_is_whole(int descriptor, off_t size);

#endif
