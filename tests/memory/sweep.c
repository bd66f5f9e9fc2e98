/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "memory/sweep.h"

#include <hawser/host.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "memory/failing.h"

enum { HANG_SECONDS = 30, SLOW_MS = 5000, WARM_UPS = 3, REASONS = 16, WORST = 10 };

/* What came of failed allocations, and how often. */
struct reasons {
    struct {
        char text[96];
        unsigned times;
    } row[REASONS];
};

/* Where a signal finds out what was tried. */
static struct {
    char text[128];
    size_t length;
} at;

static void on_signal(int signal)
{
    static const char words[] = ": crashed or hung; the allocation that failed was asked for by\n";
    if (write(STDERR_FILENO, at.text, at.length) > 0 &&
        write(STDERR_FILENO, words, sizeof words - 1) > 0)
        failing_trace(STDERR_FILENO);
    _exit(128 + signal);
}

static void catch_signals(void)
{
    static const int signals[] = {SIGALRM, SIGSEGV, SIGBUS, SIGABRT, SIGFPE};
    struct sigaction action = {.sa_handler = on_signal};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, NULL);
}

static uint64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

/* One run with that allocation failing; how many it asked for. */
static uint64_t run_once(
    const struct scenario *scenario, uint64_t number, bool after, struct attempt *ret_attempt)
{
    int length = snprintf(at.text, sizeof at.text, "%s: allocation %llu%s", scenario->name,
        (unsigned long long)number, after ? " and all that follow" : "");
    at.length = (size_t)length;
    *ret_attempt = (struct attempt){0};
    if (scenario->prepare)
        scenario->prepare();
    alarm(HANG_SECONDS);
    failing_arm(number, after);
    scenario->run(ret_attempt);
    uint64_t count = failing_disarm();
    alarm(0);
    return count;
}

static bool complain(const char *what)
{
    fprintf(stderr, "%s: %s; it was asked for by\n", at.text, what);
    failing_trace(STDERR_FILENO);
    return false;
}

/* Memory that a cache keeps is not kept twice; what leaks does so each time. */
static bool leaks(const struct scenario *scenario, uint64_t number, bool after, int64_t before)
{
    struct attempt attempt;
    if (failing_live() <= before)
        return false;
    int64_t again = failing_live();
    run_once(scenario, number, after, &attempt);
    if (failing_live() <= again)
        return false;
    again = failing_live();
    run_once(scenario, number, after, &attempt);
    return failing_live() > again;
}

static void count_reason(struct reasons *reasons, const struct attempt *attempt)
{
    char text[96];
    snprintf(text, sizeof text, "%s %s", hawser_code_name(attempt->code), attempt->id);
    for (size_t i = 0; i < REASONS; i++) {
        if (reasons->row[i].times && strcmp(reasons->row[i].text, text) != 0)
            continue;
        snprintf(reasons->row[i].text, sizeof reasons->row[i].text, "%s", text);
        reasons->row[i].times++;
        return;
    }
}

static bool try_one(const struct scenario *scenario, uint64_t number, bool after,
    const struct attempt *clean, struct reasons *reasons)
{
    struct attempt attempt;
    bool good = true;
    int64_t before = failing_live();
    uint64_t began = now_ms();
    run_once(scenario, number, after, &attempt);
    count_reason(reasons, &attempt);
    if (now_ms() - began > SLOW_MS)
        good = complain("took too long");
    if (attempt.code == clean->code && attempt.told != clean->told)
        good = complain("fewer findings or documents than there are, and no word of it");
    if (attempt.code != clean->code && attempt.code != HAWSER_NO_MEMORY) {
        char text[160];
        snprintf(text, sizeof text, "%s %s is no word for it", hawser_code_name(attempt.code),
            attempt.id);
        good = complain(text);
    }
    if (scenario->check && !scenario->check(&attempt))
        good = complain("left something wrong");
    /* gnutls_hash_init does not free all where its second allocation fails (3.7.9). */
    if (good && !failing_was_in("libgnutls") && leaks(scenario, number, after, before))
        good = complain("memory was not freed");
    return good;
}

/* Numbers that visit all of 1 to `count` once, in an order that jumps about: `count` and the step have no
 * divisor in common. */
static uint64_t step_for(uint64_t count)
{
    static const uint64_t primes[] = {7919, 7907, 7901, 7883};
    for (size_t i = 0; i < sizeof primes / sizeof *primes; i++)
        if (count % primes[i] != 0)
            return primes[i];
    return 1;
}

bool sweep(const struct scenario *scenario, unsigned seconds)
{
    struct attempt clean;
    struct reasons reasons = {0};
    unsigned bad = 0;
    uint64_t tried = 0, count = 0;
    catch_signals();
    for (int i = 0; i < WARM_UPS; i++)
        count = run_once(scenario, 0, false, &clean);
    if (clean.code != scenario->code) {
        fprintf(stderr, "%s: %s %s, with all memory there is\n", scenario->name,
            hawser_code_name(clean.code), clean.id);
        return false;
    }
    uint64_t until = now_ms() + seconds * 1000, began = now_ms();
    uint64_t step = step_for(count);
    for (; tried < count && (!seconds || now_ms() < until) && bad < WORST; tried++) {
        uint64_t one = (tried * step) % count + 1;
        bad += !try_one(scenario, one, false, &clean, &reasons);
        bad += !try_one(scenario, one, true, &clean, &reasons);
    }
    printf("%s: %s; %llu of %llu allocations failed in turn, %.1f s\n", scenario->name,
        hawser_code_name(clean.code), (unsigned long long)tried, (unsigned long long)count,
        (double)(now_ms() - began) / 1000);
    for (size_t i = 0; i < REASONS && reasons.row[i].times; i++)
        printf("    %6u %s\n", reasons.row[i].times, reasons.row[i].text);
    return bad == 0;
}
