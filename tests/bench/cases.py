# SPDX-License-Identifier: Apache-2.0
"""What is measured: files made, a job for each client, and whether what came out is what went in."""
import hashlib
import os
import random
import shutil

from clients import Curl, Hawser, Lftp, Rclone

SEED = 20250101


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_files(folder, count, size):
    """Files of bytes that no two have in common; their digests by name."""
    source = random.Random(SEED)
    made = {}
    for number in range(count):
        name = f"file-{number:06d}.bin"
        with open(os.path.join(folder, name), "wb") as file:
            left = size
            while left:
                piece = source.randbytes(min(left, 1 << 20))
                file.write(piece)
                left -= len(piece)
        made[name] = digest(os.path.join(folder, name))
    return made


def empty(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)


class Case:
    """`kind` as in clients.Job; latencies in ms, None without the forwarder."""

    def __init__(self, name, kind, count, size, clients, latency=None, sessions=1):
        self.name, self.kind, self.count, self.size = name, kind, count, size
        self.clients, self.latency, self.sessions = clients, latency, sessions

    def amount(self):
        """What a second brings more of: MB for large files, else files or entries."""
        return ("MB", self.count * self.size / 1e6) if self.size >= 1 << 24 else ("files", self.count)


def one_file(build):
    return [Hawser(build), Curl(), Lftp(), Rclone()]


def many_down(build):
    return [Hawser(build), Curl(), Curl("curl -Z 4", 4), Lftp("lftp -P4", 4), Lftp("lftp -P4 sync-mode off", 4, True),
            Rclone()]


def many_up(build):
    return [Hawser(build), Hawser(build, "hawser directUpload", ("directUpload=true",)), Curl(),
            Curl("curl -Z 4", 4), Lftp("lftp -P4", 4), Lftp("lftp -P4 sync-mode off", 4, True), Rclone()]


def one_session(build, kind):
    alone = {"parallelism": 1}
    first = [Hawser(build, "hawser 1", connection=alone)]
    if kind == "up":
        first.append(Hawser(build, "hawser 1 directUpload", ("directUpload=true",), alone))
    return first + [Curl(), Lftp("lftp 1", 1), Lftp("lftp 1 sync-mode off", 1, True)]


def durable(build):
    return [Hawser(build, "hawser --durable", options=("--durable",))]


def every(build, small, large, entries):
    """All cases. `small`: counts of small files; `large`: bytes of the large one; `entries`: of listings."""
    cases = [Case("large down", "down", 1, large, one_file(build)), Case("large up", "up", 1, large, one_file(build))]
    for count in small:
        cases.append(Case(f"{count} x 1 KiB down", "down", count, 1024, many_down(build) + durable(build)))
        cases.append(Case(f"{count} x 1 KiB up", "up", count, 1024, many_up(build)))
    cases.append(Case(f"{small[0]} x 10 KiB down", "down", small[0], 10240, many_down(build)))
    for count in entries:
        cases.append(Case(f"list {count}", "list", count, 0, [Hawser(build), Curl(), Lftp()]))
    for latency in (0, 10, 40):
        for kind in ("down", "up"):
            cases.append(Case(f"200 x 1 KiB {kind}, {latency} ms, 1 session", kind, 200, 1024, one_session(build, kind),
                              latency))
    cases.append(Case("200 x 1 KiB down, 40 ms", "down", 200, 1024, many_down(build), 40))
    for sessions in (1, 2, 4, 8, 16):
        cases.append(Case(f"{small[0]} x 1 KiB down, {sessions} sessions", "down", small[0], 1024,
                          [Hawser(build, f"hawser {sessions}", connection={"parallelism": sessions}),
                           Lftp(f"lftp -P{sessions}", sessions)]))
    return cases
