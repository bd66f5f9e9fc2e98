/* SPDX-License-Identifier: Apache-2.0 */
/* Throw-away certificates for tests, made with the GnuTLS API. Failures are told on standard error.
 */
#ifndef SUPPORT_PKI_H
#define SUPPORT_PKI_H

#include <stdbool.h>
#include <time.h>

struct pki_authority;

enum { PKI_PATH_SIZE = 4096 };

enum pki_key { PKI_ECDSA_P256, PKI_RSA_2048 };

/* All zero gives a valid ECDSA certificate for localhost, 127.0.0.1 and ::1. */
struct pki_options {
    const char *common_name;         /* NULL: the first DNS name, else "localhost" */
    const char *const *dns_names;    /* ended by NULL */
    const char *const *ip_addresses; /* as text, ended by NULL */
    time_t not_before;               /* 0: an hour before now, or before an earlier not_after */
    time_t not_after;                /* 0: a day from now; in the past for an expired certificate */
    bool no_san;                     /* no subject alternative name at all */
    bool client;                     /* its purpose is a client */
    bool self_signed;                /* signed by its own key; authority may be NULL */
    enum pki_key key;
};

/* Paths of what pki_issue wrote. The key is readable by its owner alone. */
struct pki_files {
    char certificate[PKI_PATH_SIZE]; /* FOLDER/NAME-cert.pem: the leaf alone */
    char key[PKI_PATH_SIZE];         /* FOLDER/NAME-key.pem */
    char chain[PKI_PATH_SIZE]; /* FOLDER/NAME-chain.pem: leaf, then intermediates, without the root
                                */
    char authority[PKI_PATH_SIZE]; /* FOLDER/NAME-ca.pem: what a client must trust */
};

/* A root authority; writes FOLDER/NAME-ca.pem. NULL on failure. Free with pki_authority_free. */
struct pki_authority *pki_authority_new(const char *folder, const char *name);
/* An intermediate authority signed by parent, which must outlive it. */
struct pki_authority *pki_intermediate_new(const struct pki_authority *parent, const char *name);
void pki_authority_free(struct pki_authority *authority);
/* The root certificate's PEM file. */
const char *pki_authority_file(const struct pki_authority *authority);

/* Issues a server certificate into folder. options may be NULL: the defaults above. */
bool pki_issue(const struct pki_authority *authority, const char *folder, const char *name,
    const struct pki_options *options, struct pki_files *ret_files);

#endif
