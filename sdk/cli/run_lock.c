/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "run_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "status.h"

enum { LONGEST_NAME = 128 };

static bool is_name(const char *name)
{
    size_t length =
        strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");
    return length > 0 && length <= LONGEST_NAME && name[length] == '\0' && name[0] != '.';
}

/* Makes a folder and those above it, for this user alone. 0, or an errno. */
static int make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int made = mkdir(path, 0700);
        int error = errno;
        *slash = '/';
        if (made != 0 && error != EEXIST)
            return error;
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST ? 0 : errno;
}

static int fail(const struct console *console, const char *path, int error)
{
    char reason[128];
    return console_fail(console, STATUS_FAILED, "cli.lock",
        "HAWSER_STATE_DIR names a folder that can be written to", "--lock: %s can't be used: %s",
        path, strerror_r(error, reason, sizeof reason));
}

static int lock(
    const struct console *console, const char *path, const char *name, int *ret_descriptor)
{
    int descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return fail(console, path, errno);
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
        *ret_descriptor = descriptor;
        return STATUS_DONE;
    }
    int error = errno;
    (void)close(descriptor);
    if (error != EWOULDBLOCK)
        return fail(console, path, error);
    return console_fail(console, STATUS_LOCKED, "cli.locked",
        "wait for it to end; the lock goes with it", "another run holds the lock \"%s\"", name);
}

int run_lock_take(
    const struct console *console, const hawser_host *host, const char *name, int *ret_descriptor)
{
    if (!is_name(name))
        return console_fail(console, STATUS_USAGE, "cli.usage.lock", NULL,
            "--lock takes a name of letters, digits, '.', '_' and '-', up to %d of them, not "
            "beginning with '.'",
            LONGEST_NAME);
    char *folder = NULL;
    char *path = NULL;
    int status = STATUS_FAILED;
    const char *state = hawser_host_get(host, HAWSER_SETTING_STATE_DIR);
    if (!state)
        return console_fail(console, STATUS_FAILED, "cli.lock", "set HAWSER_STATE_DIR or HOME",
            "--lock: there is no state folder");
    if (asprintf(&folder, "%s/locks", state) < 0)
        return console_no_memory(console);
    int error = make_folders(folder);
    if (error != 0)
        status = fail(console, folder, error);
    else if (asprintf(&path, "%s/%s.lock", folder, name) < 0)
        status = console_no_memory(console);
    else
        status = lock(console, path, name, ret_descriptor);
    free(folder);
    free(path);
    return status;
}
