/* SPDX-License-Identifier: Apache-2.0 */
#include "interop/matrix.h"

int main(void)
{
    return matrix_main(SERVER_PUREFTPD);
}
