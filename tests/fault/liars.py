#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The ledger, fed with runs that never were: each thing that may never be has to be found, in each action that can do
it, and an honest run has to pass. Needs no server."""
import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True

import scenarios
import verdict
from rules import CUT_NAME, LITTER, NEVER, UNSEEN, Wire
from world import Outcome

LOCK, PART = "a.bin.hawser-lock/", "a.bin.hawser-0123456789ab.part"


def said(*statuses, delivered=(), exit_status=None, extra=()):
    """A run that said this of its inputs."""
    lines = [{"document": number, "input": 0, "file": f"/x/out/{name}", "properties": {}}
             for number, name in enumerate(delivered)]
    lines += [{"result": number, "status": status} for number, status in enumerate(statuses)]
    good = all(status == "SUCCESS" for status in statuses)
    status = exit_status if exit_status is not None else 0 if good else 4
    return Outcome(status, "\n".join(map(json.dumps, [*lines, *extra])), "")


class Trees:
    """What is there: changes to what was before."""

    def __init__(self, name):
        self.scenario = scenarios.named(name)
        self.there, self.out = dict(self.scenario.remote), {}
        self.there.update({folder + "/": b"" for folder in self.scenario.folders})

    def new(self, name="a.bin"):
        return self.scenario.local[name]

    def put(self, **files):
        for side, changes in files.items():
            kept = getattr(self, side)
            for path, content in changes.items():
                kept.pop(path, None) if content is None else kept.__setitem__(path, content)
        return self

    def all(self):
        return self.there, dict(self.scenario.local), self.out


def create_liars():
    def case(name, kind, outcome, change):
        trees = Trees(name)
        new, old = trees.new(), trees.scenario.remote.get("a.bin", b"")
        return name, kind, outcome, trees.put(there=change(new, old))
    yield case("create-overwrite", None, said("SUCCESS"), lambda new, old: {"a.bin": new})
    yield case("create-overwrite", None, said("FAILURE"), lambda new, old: {PART: new[:9]})
    yield case("create-overwrite", None, said("UNKNOWN"), lambda new, old: {})
    yield case("create-overwrite", "false success", said("SUCCESS"), lambda new, old: {})
    yield case("create-overwrite", "torn", said("SUCCESS"), lambda new, old: {"a.bin": new[:-1]})
    yield case("create-overwrite", "torn", said("UNKNOWN"), lambda new, old: {"a.bin": new[:1] + old[1:]})
    yield case("create-overwrite", "lost", said("FAILURE"), lambda new, old: {"a.bin": None})
    yield case("create-overwrite", "orphan", said("FAILURE"), lambda new, old: {"a.bin": new})
    yield case("create-overwrite", "orphan", said("FAILURE"), lambda new, old: {"b.bin": new})
    yield case("create-overwrite", LITTER, said("SUCCESS"), lambda new, old: {"a.bin": new, LOCK: b""})
    yield case("create-overwrite", "lost", said("SUCCESS"), lambda new, old: {"a.bin": new, "bystander.txt": None})
    yield case("create-exists", "lost", said("APPLICATION_ERROR"), lambda new, old: {"a.bin": None})
    yield case("create-staging", "orphan", said("SKIPPED"), lambda new, old: {"a.bin": new})
    yield case("create-staging", "torn", said("FAILURE"), lambda new, old: {"a.bin": b""})
    yield case("create-unique", None, said("SUCCESS"), lambda new, old: {"a1.bin": new})
    yield case("create-unique", "twice", said("SUCCESS"), lambda new, old: {"a1.bin": new, "a2.bin": new})
    yield case("create-unique", "lost", said("SUCCESS"), lambda new, old: {"a.bin": new})
    yield case("create-unique", "false success", said("SUCCESS"), lambda new, old: {})
    yield case("create-unique", "orphan", said("FAILURE"), lambda new, old: {"a1.bin": new})
    yield case("create-append", None, said("SUCCESS"), lambda new, old: {"a.bin": old + new})
    yield case("create-append", None, said("UNKNOWN"), lambda new, old: {"a.bin": old + new[:5]})
    yield case("create-append", "twice", said("SUCCESS"), lambda new, old: {"a.bin": old + new + new})
    yield case("create-append", "twice", said("UNKNOWN"), lambda new, old: {"a.bin": old + new + new})
    yield case("create-append", "false success", said("SUCCESS"), lambda new, old: {"a.bin": old + new[:5]})
    yield case("create-append", "orphan", said("FAILURE"), lambda new, old: {"a.bin": old + new[:5]})
    yield case("create-append", "torn", said("UNKNOWN"), lambda new, old: {"a.bin": old + new[1:]})
    yield case("create-append", "lost", said("UNKNOWN"), lambda new, old: {"a.bin": new})
    yield case("create-append-new", "false success", said("SUCCESS"), lambda new, old: {})
    yield case("create-direct", None, said("UNKNOWN"), lambda new, old: {"a.bin": new[:7]})
    yield case("create-direct", "orphan", said("FAILURE"), lambda new, old: {"a.bin": b""})
    yield case("create-direct", "false success", said("SUCCESS"), lambda new, old: {"a.bin": new[:7]})
    yield case("create-direct-over", "torn", said("UNKNOWN"), lambda new, old: {"a.bin": new[5:]})


def fetch_liars():
    def case(name, kind, outcome, out, there):
        trees = Trees(name)
        a = trees.scenario.remote["a.bin"]
        return name, kind, outcome, trees.put(out=out(a), there=there(a))

    def same(_):
        return {}

    def copy(content):
        return {"a.bin": content}

    def gone(_):
        return {"a.bin": None}
    told = {"delivered": ("a.bin",)}
    receipt = ({"document": 1, "input": 0, "file": "/x/out/a.bin", "properties": {"receipt": {"deleted": True}}},)
    yield case("get", None, said("SUCCESS", **told), copy, same)
    yield case("get", None, said("FAILURE"), lambda a: {".hawser-x.part": a[:3]}, same)
    yield case("get", "false success", said("SUCCESS"), same, same)
    yield case("get", "false success", said("FAILURE", **told), same, same)
    yield case("get", "torn", said("SUCCESS", **told), lambda a: {"a.bin": a[:-1]}, same)
    yield case("get", "torn", said("FAILURE"), lambda a: {"a.bin": b""}, same)
    yield case("get", "orphan", said("FAILURE"), copy, same)
    yield case("get", "orphan", said("FAILURE"), lambda a: {"other": a}, same)
    yield case("get", "lost", said("SUCCESS", **told), copy, gone)
    yield case("get", LITTER, said("SUCCESS", **told), lambda a: {"a.bin": a, ".hawser-x.prepared": a}, same)
    yield case("get", "twice", said("SUCCESS", delivered=("a.bin", "a.bin")), copy, same)
    yield case("get-delete", None, said("SUCCESS", **told), copy, gone)
    yield case("get-delete", None, said("UNKNOWN"), lambda a: {".hawser-x.prepared": a}, gone)
    yield case("get-delete", "early delete", said("UNKNOWN"), same, gone)
    yield case("get-delete", "early delete", said("FAILURE"), lambda a: {".hawser-x.part": a}, gone)
    yield case("get-delete", "early delete", said("FAILURE"), lambda a: {".hawser-x.prepared": a[:-1]}, gone)
    yield case("get-delete", "false success", said("SUCCESS", extra=receipt), copy, same)
    yield case("get-move", None, said("SUCCESS", **told), copy, lambda a: {"a.bin": None, "moved/a.bin": a})
    yield case("get-move", "lost", said("SUCCESS", **told), copy, gone)
    yield case("get-move", "early delete", said("FAILURE"), same, lambda a: {"a.bin": None, "moved/a.bin": a})
    yield case("get-move", "lost", said("FAILURE"), same, lambda a: {"a.bin": None, "moved/a.bin": a[:-1]})
    yield case("query", "false success", said("SUCCESS", **told), copy, same)
    yield case("query-delete", "early delete", said("FAILURE"), same, gone)


def other_liars():
    def case(name, kind, outcome, **there):
        return name, kind, outcome, Trees(name).put(there={f"{path}.bin": value for path, value in there.items()})
    yield case("delete", None, said("SUCCESS", "SUCCESS"), a=None, b=None)
    yield case("delete", None, said("UNKNOWN", "SKIPPED"), a=None)
    yield case("delete", "false success", said("SUCCESS", "SUCCESS"), a=None)
    yield case("delete", "lost", said("FAILURE", "SKIPPED"), a=None)
    yield case("delete", "lost", said("SUCCESS", "SKIPPED"), a=None, b=None)
    yield case("delete", "orphan", said("SUCCESS", "SUCCESS"), a=None, b=None, x=b"")
    yield case("list", "false success", said("SUCCESS"))
    yield case("get", "unsaid", said())
    yield case("delete", "unsaid", said("SUCCESS"), a=None, b=None)
    yield case("get", "unsaid", said("DONE", exit_status=4))
    yield case("get", "false success", said("FAILURE", exit_status=0))
    yield case("get", "unsaid", Outcome(4, "{torn", ""))
    yield case("get", "crashed", Outcome(-11, '{"result": 0, "status": "FAILURE"}', ""))
    yield case("get", "crashed", Outcome(99, '{"result": 0, "status": "FAILURE"}', ""))
    yield case("get", "hangs", Outcome(None, "", ""))


def cut_liars():
    """What a server made of a command whose line was cut: by its very name alone, and in clear alone."""
    def case(kind, name, line, secured=False, action="create"):
        return kind, name, Wire(secured, (line,)), action
    yield case(CUT_NAME, "a.b", "STOR /x/a.b")
    yield case(CUT_NAME, "a.bin.hawser-lo/", "MKD /x/a.bin.hawser-lo")
    yield case(CUT_NAME, "a.bin.hawser-012", "STOR a.bin.hawser-012", action="create-overwrite")
    yield case(CUT_NAME, "moved/a.b", "RNTO /x/moved/a.b", action="query-move")
    yield case("orphan", "a.bi", "STOR /x/a.b")
    yield case("orphan", "a.b", "STOR /x/a.b", True)
    yield case("orphan", "a.b", "DELE /x/a.b")
    yield case("orphan", "a.b", "STO")
    yield case("orphan", "a.b", "")


def judge_cuts():
    failed = 0
    for kind, name, wire, action in cut_liars():
        trees = Trees(action).put(there={name: b""})
        found = [finding.kind for finding in verdict.findings(trees.scenario, said("FAILURE", "SKIPPED")
                 if action == "create" else said("FAILURE"), trees.all(), wire)]
        if found != [kind]:
            print(f"FAIL: {name} after a part of a line is {kind}; it was: {found}")
            failed += 1
    return failed


def main():
    failed, tripped, count = 0, set(), 0
    for name, kind, outcome, trees in (*create_liars(), *fetch_liars(), *other_liars()):
        found = [finding.kind for finding in verdict.findings(trees.scenario, outcome, trees.all(), Wire(True))]
        count += 1
        if (kind is None and found) or (kind is not None and kind not in found):
            print(f"FAIL: {name}: {kind or 'nothing'} is to be found; it was: {found or 'nothing'}")
            failed += 1
        elif kind:
            tripped.add(kind)
    listed = verdict.findings(scenarios.named("list"), said("SUCCESS"), Trees("list").all(), Wire(False))
    if [finding.kind for finding in listed] != [UNSEEN]:
        print("FAIL: a listing that was cut in clear is to be counted")
        failed += 1
    failed += judge_cuts()
    for kind in set(NEVER) - tripped:
        print(f"FAIL: nothing was found as {kind}")
        failed += 1
    print(f"{count} runs, {failed} judged wrong")
    return 1 if failed else 0


sys.exit(main())
