/* SPDX-License-Identifier: Apache-2.0 */
#include "load/usage.h"

#include "support/sanitized.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

/* Allocators keep some of what was freed. A sanitizer's keeps much, so that there only the rest is looked at. */
enum { SLACK_KIB = SANITIZED ? 1 << 30 : 8 * 1024 };

/* Sessions that an execution may have added in between; each has a thread, a control and a data connection, and a file. */
enum { SESSIONS_MOST = 4 };

static long entries_of(const char *path)
{
    long count = 0;
    DIR *folder = opendir(path);
    while (folder && readdir(folder))
        count++;
    if (folder)
        closedir(folder);
    return count;
}

struct usage usage_now(void)
{
    char line[256];
    struct usage usage = {.descriptors = entries_of("/proc/self/fd")};
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status)) {
        (void)sscanf(line, "VmRSS: %ld", &usage.rss_kib);
        (void)sscanf(line, "Threads: %ld", &usage.threads);
    }
    if (status)
        fclose(status);
    return usage;
}

void usage_show(const char *when, const struct usage *usage)
{
    printf("%-24s %8ld KiB  %5ld descriptors  %4ld threads\n", when, usage->rss_kib,
        usage->descriptors, usage->threads);
    fflush(stdout);
}

bool usage_is_flat(const struct usage *before, const struct usage *now)
{
    if (now->rss_kib <= before->rss_kib + SLACK_KIB &&
        now->descriptors <= before->descriptors + SESSIONS_MOST * 3 &&
        now->threads <= before->threads + SESSIONS_MOST)
        return true;
    usage_show("grown: before", before);
    usage_show("grown: now", now);
    return false;
}
