/* SPDX-License-Identifier: Apache-2.0 */
/* The names of codes, statuses and retry classes. */
#include "config.h"

#include <hawser/host.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *name_at(const char *const *names, size_t count, size_t index)
{
    return index < count ? names[index] : "UNKNOWN";
}

const char *hawser_version(void)
{
    return PACKAGE_VERSION;
}

const char *hawser_code_name(int32_t code)
{
    static const char *const names[] = {
        [HAWSER_OK] = "OK",
        [HAWSER_END] = "END",
        [HAWSER_CANCELLED] = "CANCELLED",
        [HAWSER_TIMEOUT] = "TIMEOUT",
        [HAWSER_BAD_ARGUMENT] = "BAD_ARGUMENT",
        [HAWSER_BAD_CONFIG] = "BAD_CONFIG",
        [HAWSER_UNSUPPORTED] = "UNSUPPORTED",
        [HAWSER_NO_MEMORY] = "NO_MEMORY",
        [HAWSER_NETWORK] = "NETWORK",
        [HAWSER_TRUST] = "TRUST",
        [HAWSER_AUTHENTICATION] = "AUTHENTICATION",
        [HAWSER_DENIED] = "DENIED",
        [HAWSER_NOT_FOUND] = "NOT_FOUND",
        [HAWSER_EXISTS] = "EXISTS",
        [HAWSER_RESOURCE] = "RESOURCE",
        [HAWSER_PROTOCOL] = "PROTOCOL",
        [HAWSER_DATA] = "DATA",
        [HAWSER_HOST] = "HOST",
        [HAWSER_INTERNAL] = "INTERNAL",
    };

    return code < 0 ? "UNKNOWN" : name_at(names, COUNT(names), (size_t)code);
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
        [HAWSER_RETRY_NEVER] = "NEVER",
        [HAWSER_RETRY_SAME_CONNECTION] = "SAME_CONNECTION",
        [HAWSER_RETRY_NEW_CONNECTION] = "NEW_CONNECTION",
        [HAWSER_RETRY_LATER] = "LATER",
    };

    return name_at(names, COUNT(names), retry);
}
