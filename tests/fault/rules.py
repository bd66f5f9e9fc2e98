# SPDX-License-Identifier: Apache-2.0
"""What all rules of the ledger share."""
import re

# In the order of the table: what may never be, and what it means.
NEVER = {
    "false success": "SUCCESS, and the bytes are not there or others",
    "lost": "bytes are gone that nobody has",
    "early delete": "the source is gone, and no complete copy is on this side",
    "torn": "an incomplete file under its name",
    "orphan": "something new under a name that should not be there, though it was said not to be done",
    "twice": "the bytes are there more than once",
    "unsaid": "no result, two, or an exit status that says something else",
    "crashed": "ended by a signal or with a status that means something else",
    "hangs": "did not end",
}
LITTER = "left over"  # beside a SUCCESS: harmless, and counted
# In clear nothing tells the end of a listing from a connection that was ended in its middle. What is not seen stays
# where it is until the next run, so it is counted, and with TLS it may never be.
UNSEEN = "unseen"
# ProFTPD does a command whose line was cut when the connection ends: STOR a.b for STOR a.bin. In clear no client can
# keep it from that; it is counted, for the very name that was left of a line that the proxy cut.
CUT_NAME = "cut name"

NAMING = ("STOR", "APPE", "MKD", "RNTO")  # commands by which a name comes to be

TEMPORARY = re.compile(r"\.hawser-[0-9a-f]{12}\.(part|old)$")
LOCK = re.compile(r"\.hawser-(lock|breaker)/?$")
HOST_TEMPORARY = re.compile(r"^\.hawser-.*\.(part|prepared|json)$")


class Finding:
    def __init__(self, kind, text):
        self.kind, self.text = kind, text

    def __str__(self):
        return f"{self.kind}: {self.text}"


def is_ours(path):
    name = last_name(path)
    return bool(TEMPORARY.search(name) or LOCK.search(name))


def last_name(path):
    return path.rstrip("/").rpartition("/")[2]


class Wire:
    """What the network was like: whether by TLS, and of which commands in clear the server got a part alone."""

    def __init__(self, secured, cut_lines=()):
        self.secured = secured
        arguments = [line.partition(" ")[2] for line in cut_lines if line.partition(" ")[0] in NAMING]
        self.cut_names = {last_name(argument) for argument in arguments if argument} if not secured else set()

    def has_cut(self, path):
        return last_name(path) in self.cut_names


def is_prefix(part, whole):
    return whole[:len(part)] == part


def describe(content):
    return "absent" if content is None else f"{len(content)} bytes"
