/* SPDX-License-Identifier: Apache-2.0 */
/* The folder is the argument, or tls/ in HAWSER_CORPORA. */
#include "corpora/tls.h"

#include <stdio.h>
#include <stdlib.h>

#ifdef __SANITIZE_ADDRESS__
/* GnuTLS 3.7 loses a few bytes where a name constraint of a certificate is malformed. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libgnutls.so\n";
}
#endif

int main(int argc, char **argv)
{
    char folder[4096];
    const char *corpora = getenv("HAWSER_CORPORA");
    snprintf(folder, sizeof folder, "%s/tls", corpora ? corpora : DEFAULT_CORPORA);
    return corpus_tls(argc > 1 ? argv[1] : folder);
}
