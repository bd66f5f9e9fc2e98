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
# keep it from that; it is counted, and with TLS it may never be.
CUT_NAME = "cut name"

TEMPORARY = re.compile(r"\.hawser-[0-9a-f]{12}\.(part|old)$")
LOCK = re.compile(r"\.hawser-(lock|breaker)/?$")
HOST_TEMPORARY = re.compile(r"^\.hawser-.*\.(part|prepared|json)$")


class Finding:
    def __init__(self, kind, text):
        self.kind, self.text = kind, text

    def __str__(self):
        return f"{self.kind}: {self.text}"


def is_ours(path):
    name = path.rstrip("/").rpartition("/")[2]
    return bool(TEMPORARY.search(name) or LOCK.search(name))


def is_cut_name(path, names, secured):
    """Whether the path is the beginning of one that was sent in clear."""
    name = path.rstrip("/").rpartition("/")[2]
    return not secured and any((whole + ".hawser-lock").startswith(name) or
                               re.match(re.escape(whole) + r"\.hawser-[0-9a-f]{0,12}(\.[part]*)?$", name)
                               for whole in names)


def is_prefix(part, whole):
    return whole[:len(part)] == part


def describe(content):
    return "absent" if content is None else f"{len(content)} bytes"
