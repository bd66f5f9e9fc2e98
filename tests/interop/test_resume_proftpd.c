/* SPDX-License-Identifier: Apache-2.0 */
#include "interop/resume.h"

int main(void)
{
    return resume_main(SERVER_PROFTPD, "TransferRate RETR 4000\n",
        "TransferRate RETR 4000\n<Directory /*>\nAllowRetrieveRestart off\n</Directory>\n");
}
