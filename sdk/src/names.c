/* SPDX-License-Identifier: Apache-2.0 */
/* The names of codes, statuses and retry classes. */
#include "config.h"

#include <hawser/host.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *name_at(const char *const *names, size_t count, size_t index)
{
    return index < count ? names[index] : "unknown";
}

const char *hawser_version(void)
{
    return PACKAGE_VERSION;
}

const char *hawser_code_name(int32_t code)
{
    static const char *const names[] = {
        [HAWSER_OK] = "ok",
        [HAWSER_END] = "end",
        [HAWSER_CANCELLED] = "cancelled",
        [HAWSER_TIMEOUT] = "timeout",
        [HAWSER_BAD_ARGUMENT] = "bad-argument",
        [HAWSER_BAD_CONFIG] = "bad-config",
        [HAWSER_UNSUPPORTED] = "unsupported",
        [HAWSER_NO_MEMORY] = "no-memory",
        [HAWSER_NETWORK] = "network",
        [HAWSER_TRUST] = "trust",
        [HAWSER_AUTHENTICATION] = "authentication",
        [HAWSER_DENIED] = "denied",
        [HAWSER_NOT_FOUND] = "not-found",
        [HAWSER_EXISTS] = "exists",
        [HAWSER_RESOURCE] = "resource",
        [HAWSER_PROTOCOL] = "protocol",
        [HAWSER_DATA] = "data",
        [HAWSER_HOST] = "host",
        [HAWSER_INTERNAL] = "internal",
    };

    return code < 0 ? "unknown" : name_at(names, COUNT(names), (size_t)code);
}

const char *hawser_status_name(uint32_t status)
{
    static const char *const names[] = {
        [HAWSER_STATUS_SUCCESS] = "SUCCESS",
        [HAWSER_STATUS_APPLICATION_ERROR] = "APPLICATION_ERROR",
        [HAWSER_STATUS_FAILURE] = "FAILURE",
        [HAWSER_STATUS_SKIPPED] = "SKIPPED",
        [HAWSER_STATUS_UNKNOWN] = "UNKNOWN",
    };

    return name_at(names, COUNT(names), status);
}

const char *hawser_retry_name(uint32_t retry)
{
    static const char *const names[] = {
        [HAWSER_RETRY_NEVER] = "never",
        [HAWSER_RETRY_SAME_CONNECTION] = "same-connection",
        [HAWSER_RETRY_NEW_CONNECTION] = "new-connection",
        [HAWSER_RETRY_LATER] = "later",
    };

    return name_at(names, COUNT(names), retry);
}
