# SPDX-License-Identifier: Apache-2.0
"""What Create may leave behind."""
import re

from rules import CUT_NAME, LITTER, Finding, describe, is_ours, is_prefix

DONE, UNKNOWN = "SUCCESS", "UNKNOWN"


def check_whole(name, status, content, before, there):
    """By a temporary name: the old file, none, or all of the new one."""
    now = there.get(name)
    if now not in (content, before):
        gone = now is None
        yield Finding("lost" if gone else "torn", f"{name} has {describe(now)}, and {status} was said")
    elif status == DONE and now != content:
        yield Finding("false success", f"{name} has {describe(now)}")
    elif status not in (DONE, UNKNOWN) and now != before:
        yield Finding("orphan", f"{name} is there, and {status} was said")


def check_direct(name, status, content, before, there):
    now = there.get(name)
    if status == DONE and now != content:
        yield Finding("false success", f"{name} has {describe(now)}")
    elif status not in (DONE, UNKNOWN) and now != before:
        yield Finding("orphan", f"{name} has {describe(now)}, and {status} was said")
    elif now not in (None, before) and not is_prefix(now, content):
        yield Finding("torn", f"{name} has other bytes")


def check_append(name, status, content, before, there):
    now, old = there.get(name), before or b""
    if now is None:
        if before is not None:
            yield Finding("lost", f"{name} is gone")
        elif status == DONE:
            yield Finding("false success", f"{name} is absent")
        return
    if not is_prefix(old, now):
        yield Finding("lost", f"what was in {name} is gone")
    elif now == old + content + content:
        yield Finding("twice", f"{name} has the bytes twice")
    elif status == DONE and now != old + content:
        yield Finding("false success", f"{name} has {describe(now)}")
    elif status not in (DONE, UNKNOWN) and now != old and not (before is None and now == b""):
        yield Finding("orphan", f"{name} has {describe(now)}, and {status} was said")
    elif not is_prefix(now[len(old):], content):
        yield Finding("torn", f"what was appended to {name} is something else")


def check_unique(name, status, content, before, there):
    stem, _, extension = name.rpartition(".")
    numbered = re.compile(re.escape(stem) + r"\d+\." + re.escape(extension) + "$")
    made = [path for path in there if numbered.match(path)]
    if there.get(name) != before:
        yield Finding("lost", f"{name} is not what it was")
    for path in made:
        if there[path] != content:
            yield Finding("torn", f"{path} has {describe(there[path])}")
    if len(made) > 1:
        yield Finding("twice", f"{made} are there")
    if status == DONE and not made:
        yield Finding("false success", "no new file is there")
    elif status not in (DONE, UNKNOWN) and made:
        yield Finding("orphan", f"{made} is there, and {status} was said")


def check_of(scenario):
    if scenario.exists == "append":
        return check_append
    if scenario.exists == "createUniqueName":
        return check_unique
    return check_direct if scenario.direct else check_whole


def check_strangers(scenario, statuses, there, wire):
    known = set(scenario.remote) | set(scenario.inputs) | {folder + "/" for folder in scenario.folders}
    done = all(line["status"] == DONE for line in statuses.values())
    for path in there:
        if path in known or (scenario.exists == "createUniqueName" and re.match(r"a\d+\.bin$", path)):
            continue
        if not is_ours(path):
            yield Finding(CUT_NAME if wire.has_cut(path) else "orphan", f"{path} is there")
        elif done:
            yield Finding(LITTER, f"{path} is left beside a SUCCESS")


def check_answers(statuses, documents):
    """The answer to a document that is done names the file."""
    for line in documents:
        if statuses.get(line.get("input"), {}).get("status") not in (DONE, UNKNOWN) and "record" in line:
            yield Finding("unsaid", "an answer for a document that was not done")


def check(scenario, statuses, documents, there, _out, wire):
    for number, name in enumerate(scenario.inputs):
        yield from check_of(scenario)(name, statuses[number]["status"], scenario.local[name],
                                      scenario.remote.get(name), there)
    yield from check_strangers(scenario, statuses, there, wire)
    yield from check_answers(statuses, documents)
