/* SPDX-License-Identifier: Apache-2.0 */
/* The connector that does nothing, and so costs nothing: what is left is the ABI's and the SDK's. */
#ifndef HAWSER_TESTS_BENCH_NULL_H
#define HAWSER_TESTS_BENCH_NULL_H

#define NULL_PASS "pass" /* a small document out for each that goes in */
#define NULL_COPY "copy" /* the bytes of each, in pieces of NULL_PIECE */

#define NULL_PIECE 65536
#define NULL_PROPERTIES "{\"fileName\":\"report-2024-02-29.csv\"}"

#endif
