# SPDX-License-Identifier: Apache-2.0
"""What has to be there after a run that was killed and one that followed it: the promises of docs/delivery.md."""
import os
import re
import time

import scenarios
from rules import LOCK, is_ours, is_prefix
from rules_fetch import HOST_TEMPORARY

ACTIONS = ("create", "create-staging", "create-overwrite", "create-unique", "create-append", "create-direct",
           "create-direct-over", "get-delete", "query-delete", "query-move")
MOST_RUNS = 3
OLD_SECONDS = 3600  # a lock of that age was left behind


def scenario(action):
    return scenarios.named(action)


def statuses(outcome):
    return [line["status"] for line in outcome.results()]


def goes_on(place, runs):
    """Once more, where a lock has to grow old first: that is done here by hand."""
    if runs[-1].status == 0 or "UNKNOWN" in statuses(runs[-1]) or len(runs) >= MOST_RUNS:
        return False
    busy = any(line.get("code") == "ftp.file.busy" for line in runs[-1].results())
    for name in os.listdir(place.there) if busy else ():
        if name.endswith(".hawser-lock"):
            old = time.time() - OLD_SECONDS
            os.utime(os.path.join(place.there, name), (old, old))
    return busy


def of_create(kept, there, unknown):
    for name in kept.inputs:
        new, before = kept.local[name], kept.remote.get(name)
        now = there.get(name)
        if kept.exists == "createUniqueName":
            stem = name.rpartition(".")[0]
            made = [path for path in there if re.match(re.escape(stem) + r"\d+\.", path) and there[path] == new]
            if now != before or len(made) > 1 or (not made and not unknown):
                yield f"{name}: {made} are there"
        elif kept.exists == "append":
            whole = (before or b"") + new
            if now != whole and not (unknown and is_prefix(now or b"", whole)):
                yield f"{name} has {len(now or b'')} bytes, not {len(whole)}"
        elif now != new and not (unknown and (now == before or kept.direct)):
            yield f"{name} is not what was sent"


def of_fetch(kept, there, out):
    for name in kept.reads():
        content = kept.remote[name]
        if out.get(name) != content:
            yield f"{name} is not here"
        if kept.moves and there.get("moved/" + name) != content:
            yield f"{name} was not moved"
        if there.get(name) is not None:
            yield f"{name} is still on the server"
    for path in out:
        if path not in kept.remote:
            yield f"{path} is left here" if HOST_TEMPORARY.match(path) else f"{path} is here"


def judge(kept, runs, trees):
    """What it came to, in a word, and what is wrong with it."""
    there, _, out = trees
    unknown = any("UNKNOWN" in statuses(run) for run in runs)
    wrong = []
    if runs and runs[-1].status != 0 and not unknown:
        codes = [(line.get("code"), line.get("message")) for line in runs[-1].results()]
        wrong.append(f"the next run ended with {runs[-1].status}: {codes} {runs[-1].errors[-200:]}")
    wrong += of_create(kept, there, unknown) if kept.action == "create" else of_fetch(kept, there, out)
    # One that was made and not yet noted can't be told from another's: a unique name takes the next number (lock.stale).
    passed_over = kept.exists == "createUniqueName" and any(LOCK.search(path) for path in there)
    known = set(kept.remote) | set(kept.inputs) | {"moved/", "staging/"} | {"moved/" + name for name in kept.remote}
    for path in there:
        if LOCK.search(path) and passed_over:
            continue
        if is_ours(path) and not unknown:
            wrong.append(f"{path} is left on the server")
        elif not is_ours(path) and path not in known and not re.match(r"a\d+\.bin$", path):
            wrong.append(f"{path} is on the server")
    said = "unknown" if unknown else "a lock is left" if passed_over else "exactly once"
    return "wrong" if wrong else said, wrong
