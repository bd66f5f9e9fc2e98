/* SPDX-License-Identifier: Apache-2.0 */
/* The host and its settings: from the environment, else from the installation. */
#include "config.h"

#include "host.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SYSTEM_BUNDLE "/etc/ssl/certs/ca-certificates.crt"

/* secure_getenv: a program with more rights than its caller must not let the caller choose what
   code is loaded or whom to trust. NULL: not set, or blank. */
static const char *environment(const char *name)
{
    const char *value = secure_getenv(name);

    return value == NULL || value[0] == '\0' ? NULL : value;
}

static char *connector_path(void)
{
    const char *chosen = environment("HAWSER_CONNECTOR_PATH");

    return chosen == NULL ? strdup(HAWSER_CONNECTOR_DIR)
                          : text_format("%s:%s", chosen, HAWSER_CONNECTOR_DIR);
}

static char *trust_dir(void)
{
    const char *chosen = environment("HAWSER_TRUST_DIR");

    return strdup(chosen == NULL ? HAWSER_SYSCONF_DIR "/hawser/trust.d" : chosen);
}

/* XDG Base Directory Specification: a relative XDG_STATE_HOME is to be ignored. */
static char *state_dir(void)
{
    const char *chosen = environment("HAWSER_STATE_DIR");
    const char *state_home = environment("XDG_STATE_HOME");
    const char *home = environment("HOME");

    if (chosen != NULL)
        return strdup(chosen);
    if (geteuid() != 0 && state_home != NULL && state_home[0] == '/')
        return text_format("%s/hawser", state_home);
    if (geteuid() != 0 && home != NULL)
        return text_format("%s/.local/state/hawser", home);
    return strdup(HAWSER_STATE_DIR);
}

static bool read_settings(hawser_host *host)
{
    const char *bundle = environment("HAWSER_CA_BUNDLE");

    host->bundle_chosen = bundle != NULL;
    host->settings[HAWSER_SETTING_CONNECTOR_PATH] = connector_path();
    host->settings[HAWSER_SETTING_TRUST_DIR] = trust_dir();
    host->settings[HAWSER_SETTING_CA_BUNDLE] = strdup(bundle == NULL ? SYSTEM_BUNDLE : bundle);
    host->settings[HAWSER_SETTING_STATE_DIR] = state_dir();
    for (size_t i = 0; i < HOST_SETTINGS; i++)
        if (host->settings[i] == NULL)
            return false;
    return true;
}

hawser_host *hawser_host_new(void)
{
    hawser_host *host = calloc(1, sizeof *host);
    if (host == NULL)
        return NULL;
    log_init(host);
    if (read_settings(host))
        return host;
    hawser_host_free(host);
    return NULL;
}

void hawser_host_free(hawser_host *host)
{
    if (host == NULL)
        return;
    for (size_t i = 0; i < HOST_SETTINGS; i++)
        free(host->settings[i]);
    log_done(host);
    free(host);
}

int32_t hawser_host_set(hawser_host *host, uint32_t setting, const char *value)
{
    if (setting >= HOST_SETTINGS || value == NULL)
        return HAWSER_BAD_ARGUMENT;
    char *copy = strdup(value);
    if (copy == NULL)
        return HAWSER_NO_MEMORY;
    free(host->settings[setting]);
    host->settings[setting] = copy;
    if (setting == HAWSER_SETTING_CA_BUNDLE)
        host->bundle_chosen = true;
    return HAWSER_OK;
}

const char *hawser_host_get(const hawser_host *host, uint32_t setting)
{
    return setting < HOST_SETTINGS ? host->settings[setting] : NULL;
}
