/* SPDX-License-Identifier: Apache-2.0 */
#include "interop/resume.h"

int main(void)
{
    return resume_main(SERVER_VSFTPD, "anon_max_rate=4000000\n", NULL);
}
