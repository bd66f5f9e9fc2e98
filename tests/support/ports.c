/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/ports.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Below the range that Linux gives to outgoing connections, so that none of them takes a port of
 * ours. */
enum { FIRST_PORT = 10240, LAST_PORT = 32767, BLOCK_PORTS = 256 };
enum { BLOCKS = (LAST_PORT + 1 - FIRST_PORT) / BLOCK_PORTS };

/* A name in the abstract namespace belongs to one process of a network namespace, and goes with it:
 * unlike a lock file it never outlives a crashed test. */
static int claim_block(unsigned block)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int size =
        snprintf(address.sun_path + 1, sizeof address.sun_path - 1, "hawser-test-ports-%u", block);
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)size);
    int claim = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (claim >= 0 && bind(claim, (const struct sockaddr *)&address, length) != 0) {
        close(claim);
        return -1;
    }
    return claim;
}

static bool port_is_free(unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((in_port_t)port)};
    int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int yes = 1;
    setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    bool is_free = probe >= 0 &&
                   bind(probe, (const struct sockaddr *)&address, sizeof address) == 0 &&
                   listen(probe, 1) == 0;
    close(probe);
    return is_free;
}

static bool take_block(unsigned block, struct ports *ret_ports)
{
    unsigned control = FIRST_PORT + block * BLOCK_PORTS + 1;
    int claim = claim_block(block);
    if (claim < 0) {
        return false;
    }
    if (!port_is_free(control)) {
        close(claim);
        return false;
    }
    *ret_ports = (struct ports){.claim = claim,
        .control = control,
        .passive_low = control + 1,
        .passive_high = control + BLOCK_PORTS - 2};
    return true;
}

bool ports_take(struct ports *ret_ports)
{
    unsigned start = (unsigned)getpid();
    for (unsigned i = 0; i < BLOCKS; i++) {
        if (take_block((start + i) % BLOCKS, ret_ports)) {
            return true;
        }
    }
    return false;
}

void ports_release(struct ports *ports)
{
    close(ports->claim);
}
