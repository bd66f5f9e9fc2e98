# SPDX-License-Identifier: Apache-2.0
"""What Get, Query, Delete and List may leave behind."""
import os

from rules import CUT_NAME, HOST_TEMPORARY, LITTER, UNSEEN, Finding, describe, is_ours

DONE, UNKNOWN = "SUCCESS", "UNKNOWN"


def prepared(content, out):
    """A complete copy that waits to be given its name by the next run."""
    return any(path.endswith(".prepared") and held == content for path, held in out.items())


def check_source(scenario, name, there, out, wire):
    """A source that is gone has to be somewhere."""
    content, now, moved = scenario.remote[name], there.get(name), there.get("moved/" + name)
    if now not in (None, content) or moved not in (None, content):
        yield Finding("lost", f"{name} has {describe(now)} on the server, moved {describe(moved)}")
    if scenario.moves:
        if now is None and moved is None and not any(
                held == content and wire.has_cut(path) for path, held in there.items()):
            yield Finding("lost", f"{name} is neither where it was nor where it was to go")
        if moved is not None and out.get(name) != content and not prepared(content, out):
            yield Finding("early delete", f"{name} was moved, and no copy is here")
    elif scenario.deletes:
        if now is None and out.get(name) != content and not prepared(content, out):
            yield Finding("early delete", f"{name} is gone, and no copy is here")
    elif now is None:
        yield Finding("lost", f"{name} is gone")


def check_copy(scenario, name, status, delivered, there, out, wire):
    content, now = scenario.remote[name], out.get(name)
    if now not in (None, content):
        yield Finding("torn", f"{name} has {describe(now)} of {describe(content)}")
    elif name in delivered and now is None:
        yield Finding("false success", f"{name} was delivered, and is not here")
    elif now is not None and name not in delivered and status != UNKNOWN:
        yield Finding("orphan", f"{name} is here, and no document was told")
    if status == DONE and now is None:
        unseen = scenario.action == "query" and not wire.secured and there.get(name) == content and name not in delivered
        yield Finding(UNSEEN if unseen else "false success", f"{name} is not here")
    if status == DONE and not scenario.deletes and not scenario.moves and there.get(name) is None:
        yield Finding("lost", f"{name} is gone")


def check_receipt(scenario, name, line, there):
    """A receipt that says that the source is gone, or where it went."""
    receipt = line.get("properties", {}).get("receipt") or {}
    detail = line.get("detail") or {}
    if (receipt.get("deleted") or detail.get("deleted")) and there.get(name) is not None:
        yield Finding("false success", f"{name} was said to be deleted")
    if (receipt.get("movedTo") or detail.get("movedTo")) and there.get("moved/" + name) is None:
        yield Finding("false success", f"{name} was said to be moved")


def check_fetch(scenario, statuses, documents, there, out, wire):
    delivered = {}
    for line in documents:
        name = os.path.basename(line.get("file") or "")
        if name in delivered:
            yield Finding("twice", f"{name} was delivered twice")
        delivered[name] = line
    for number, name in enumerate(scenario.reads()):
        result = statuses[number if scenario.action == "get" else 0]
        yield from check_source(scenario, name, there, out, wire)
        yield from check_copy(scenario, name, result["status"], delivered, there, out, wire)
        yield from check_receipt(scenario, name, delivered.get(name, {}), there)
        if scenario.action == "get":
            yield from check_receipt(scenario, name, result, there)
    done = all(line["status"] == DONE for line in statuses.values())
    for path in out:
        if path in scenario.remote:
            continue
        if not HOST_TEMPORARY.match(path):
            yield Finding("orphan", f"{path} is here")
        elif done:
            yield Finding(LITTER, f"{path} is left beside a SUCCESS")


def check_delete(scenario, statuses, there):
    for number, name in enumerate(scenario.inputs):
        status, gone = statuses[number]["status"], there.get(name) is None
        if status == DONE and not gone:
            yield Finding("false success", f"{name} is still there")
        elif status not in (DONE, UNKNOWN) and gone:
            yield Finding("lost", f"{name} is gone, and {status} was said")


def check_list(scenario, statuses, documents, there, wire):
    told = {(line.get("record") or {}).get("fileName") for line in documents}
    missing = [name for name in scenario.remote if name not in told]
    if statuses[0]["status"] == DONE and missing:
        yield Finding("false success" if wire.secured else UNSEEN, f"{missing} were not listed")
    for name in scenario.remote:
        if name not in there:
            yield Finding("lost", f"{name} is gone")


def check(scenario, statuses, documents, there, out, wire):
    known = set(scenario.remote) | {"moved/"} | {"moved/" + name for name in scenario.reads()}
    for path in there:
        if path not in known and not is_ours(path):
            yield Finding(CUT_NAME if wire.has_cut(path) else "orphan", f"{path} is on the server")
    if scenario.action == "delete":
        yield from check_delete(scenario, statuses, there)
    elif scenario.action == "list":
        yield from check_list(scenario, statuses, documents, there, wire)
    else:
        yield from check_fetch(scenario, statuses, documents, there, out, wire)
