/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a sanitizer is built in: its memory is not the program's, nor is its time. */
#ifndef HAWSER_TESTS_SUPPORT_SANITIZED_H
#define HAWSER_TESTS_SUPPORT_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* What is promised to end soon, as a bound in milliseconds. */
enum { SOON_MS = SANITIZED ? 4000 : 1000 };

#endif
