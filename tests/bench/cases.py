# SPDX-License-Identifier: Apache-2.0
"""The files that a case moves, and what it is made of."""
import hashlib
import os
import random
import shutil

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
    """What is measured once. `kind` as in clients.Job; `latency` in ms, None without the forwarder; `goal`: see goals.py;
    `on_disk`: files arrive on a real disk, since that is what syncing costs."""

    def __init__(self, name, kind, count, size, clients, latency=None, goal=None, rounds=None, on_disk=False):
        self.name, self.kind, self.count, self.size = name, kind, count, size
        self.clients, self.latency, self.goal = clients, latency, goal
        self.rounds, self.on_disk = rounds, on_disk

    def amount(self):
        """What a second brings more of: MB for large files, else files or entries."""
        return ("MB", self.count * self.size / 1e6) if self.size >= 1 << 24 else ("files", self.count)
