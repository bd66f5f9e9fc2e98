/* SPDX-License-Identifier: Apache-2.0 */
/* connection.receiptHash: checksums that a thread of their own computes. */
#define _GNU_SOURCE /* sched_setaffinity, pthread_setaffinity_np */
#include "ftp/actions/sums_thread.h"
#include "unit/suite.h"

#include <gnutls/crypto.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BYTES = 8 * 1024 * 1024 + 13, SPINNERS = 16, PATIENCE_S = 20 };

static char bytes[BYTES];

static void fill(void)
{
    unsigned state = 7;
    for (size_t i = 0; i < sizeof bytes; i++) {
        state = state * 1103515245u + 12345u;
        bytes[i] = (char)(state >> 16);
    }
}

static unsigned processors(cpu_set_t *ret_set)
{
    return sched_getaffinity(0, sizeof *ret_set, ret_set) == 0 ? (unsigned)CPU_COUNT(ret_set) : 0;
}

static struct ftp_sums_thread *start(struct ftp_digest digests[2])
{
    memset(digests, 0, 2 * sizeof digests[0]);
    ftp_digest_begin(&digests[0], FTP_SUM_SHA256);
    ftp_digest_begin(&digests[1], FTP_SUM_CRC32);
    return ftp_sums_thread_new(&digests[0], &digests[1]);
}

static void end(struct ftp_sums_thread *thread, struct ftp_digest digests[2])
{
    ftp_sums_thread_free(thread);
    ftp_digest_end(&digests[0]);
    ftp_digest_end(&digests[1]);
}

static void expect_sum(const struct ftp_digest *digest, size_t length)
{
    unsigned char right[32];
    struct ftp_checksum sum;
    CU_ASSERT_EQUAL_FATAL(gnutls_hash_fast(GNUTLS_DIG_SHA256, bytes, length, right), 0);
    CU_ASSERT_TRUE_FATAL(ftp_digest_peek(digest, &sum));
    CU_ASSERT_EQUAL(memcmp(sum.bytes, right, sizeof right), 0);
}

/* Adds from `from` to `to` in pieces; what the thread does not take is added here. Whether it took all. */
static bool add(struct ftp_sums_thread *thread, struct ftp_digest digests[2], size_t from,
    size_t to, size_t piece)
{
    bool took = true;
    for (size_t at = from; at < to; at += piece) {
        size_t length = to - at < piece ? to - at : piece;
        if (took && ftp_sums_thread_add(thread, bytes + at, length))
            continue;
        if (took)
            ftp_sums_thread_settle(thread);
        took = false;
        ftp_digest_add(&digests[0], bytes + at, length);
    }
    ftp_sums_thread_settle(thread);
    return took;
}

/* One byte; a prime; a record; the ring and one byte; all at once. */
static void test_pieces(void)
{
    static const size_t pieces[] = {1, 4099, 16384, 512 * 1024 + 1, BYTES};
    cpu_set_t set;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces && processors(&set) > 1; i++) {
        struct ftp_digest digests[2];
        size_t length = pieces[i] == 1 ? 70001 : sizeof bytes;
        struct ftp_sums_thread *thread = start(digests);
        CU_ASSERT_PTR_NOT_NULL_FATAL(thread);
        (void)add(thread, digests, 0, length, pieces[i]);
        expect_sum(&digests[0], length);
        end(thread, digests);
    }
}

/* A checksum on the way is that of the bytes so far, and more may follow. */
static void test_on_the_way(void)
{
    cpu_set_t set;
    struct ftp_digest digests[2];
    if (processors(&set) < 2)
        return;
    struct ftp_sums_thread *thread = start(digests);
    CU_ASSERT_PTR_NOT_NULL_FATAL(thread);
    ftp_sums_thread_settle(thread); /* of nothing */
    expect_sum(&digests[0], 0);
    if (add(thread, digests, 0, 700001, 32768)) {
        expect_sum(&digests[0], 700001);
        (void)add(thread, digests, 700001, sizeof bytes, 32768);
    }
    expect_sum(&digests[0], sizeof bytes);
    end(thread, digests);
}

/* An interrupted transfer: what the ring holds is nobody's any more. */
static void test_dropped(void)
{
    cpu_set_t set;
    struct ftp_digest digests[2];
    for (int i = 0; i < 50 && processors(&set) > 1; i++) {
        struct ftp_sums_thread *thread = start(digests);
        CU_ASSERT_PTR_NOT_NULL_FATAL(thread);
        (void)ftp_sums_thread_add(thread, bytes, 400000);
        end(thread, digests);
    }
    ftp_sums_thread_free(NULL);
}

static void test_one_processor(void)
{
    cpu_set_t all, one;
    struct ftp_digest digests[2];
    CU_ASSERT_TRUE_FATAL(processors(&all) > 0);
    CPU_ZERO(&one);
    for (size_t i = 0; i < CPU_SETSIZE && CPU_COUNT(&one) == 0; i++)
        if (CPU_ISSET(i, &all))
            CPU_SET(i, &one);
    CU_ASSERT_EQUAL_FATAL(sched_setaffinity(0, sizeof one, &one), 0);
    CU_ASSERT_PTR_NULL(start(digests));
    end(NULL, digests);
    CU_ASSERT_EQUAL(sched_setaffinity(0, sizeof all, &all), 0);
}

static void *spin(void *argument)
{
    atomic_bool *stop = argument;
    while (!atomic_load(stop))
        continue;
    return NULL;
}

/* Where others want the processors, the thread says so, and no byte is lost over it. */
static void test_crowded(void)
{
    pthread_t spinners[SPINNERS];
    atomic_bool stop = false;
    cpu_set_t set;
    struct ftp_digest digests[2];
    if (processors(&set) < 2 || processors(&set) > SPINNERS / 2)
        return;
    for (size_t i = 0; i < SPINNERS; i++)
        CU_ASSERT_EQUAL_FATAL(pthread_create(&spinners[i], NULL, spin, &stop), 0);
    bool took = true;
    for (time_t until = time(NULL) + PATIENCE_S; took && time(NULL) < until;) {
        struct ftp_sums_thread *thread = start(digests);
        CU_ASSERT_PTR_NOT_NULL_FATAL(thread);
        took = add(thread, digests, 0, sizeof bytes, 65536);
        expect_sum(&digests[0], sizeof bytes);
        end(thread, digests);
    }
    CU_ASSERT_FALSE(took);
    atomic_store(&stop, true);
    for (size_t i = 0; i < SPINNERS; i++)
        pthread_join(spinners[i], NULL);
}

static const struct suite_test tests[] = {
    {"pieces of any size", test_pieces},
    {"a checksum on the way", test_on_the_way},
    {"ended with bytes left", test_dropped},
    {"one processor", test_one_processor},
    {"processors that others want", test_crowded},
};

int main(void)
{
    fill();
    return suite_run("checksums by a thread of their own", tests, sizeof tests / sizeof *tests);
}
