/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/settings.h"

const struct rig_options interop_settings[SERVER_KINDS] = {
    [SERVER_VSFTPD] = {.server = {.tls = SERVER_TLS_EXPLICIT}},
    [SERVER_PROFTPD] = {.server = {.tls = SERVER_TLS_NONE}},
    [SERVER_PUREFTPD] = {.server = {.tls = SERVER_TLS_EXPLICIT, .tls_required = true}},
    [SERVER_PYFTPDLIB] = {.server = {.tls = SERVER_TLS_IMPLICIT}},
};
