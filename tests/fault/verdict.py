# SPDX-License-Identifier: Apache-2.0
"""Compares what a run said with what is there: the rules of the ledger, and nothing of how it was brought about."""
import re

import rules_create
import rules_fetch
from rules import Finding

STATUSES = ("SUCCESS", "APPLICATION_ERROR", "FAILURE", "SKIPPED", "UNKNOWN")
SIGNALLED = 128
SANITIZER = re.compile(r"AddressSanitizer|runtime error:|LeakSanitizer")


def of_process(scenario, outcome):
    """Whatever happens, a run ends by itself and gives one result for each input."""
    if outcome.status is None:
        yield Finding("hangs", "it did not end")
        return
    if outcome.status < 0 or outcome.status not in (0, 1, 4) or SANITIZER.search(outcome.errors):
        yield Finding("crashed", f"it ended with status {outcome.status}: {outcome.errors[-300:]}")
    expected = len(scenario.inputs) or 1
    told = sorted(line["result"] for line in outcome.results())
    fatal = any("error" in line and "result" not in line and "document" not in line for line in outcome.lines)
    if outcome.garbled or told != list(range(expected)) and not (fatal and not told):
        yield Finding("unsaid", f"results {told} for {expected} inputs")
    for line in outcome.results():
        if line["status"] not in STATUSES:
            yield Finding("unsaid", f"a status {line['status']}")
    good = all(line["status"] == "SUCCESS" for line in outcome.results()) and not fatal
    if (outcome.status == 0) != good:
        yield Finding("false success" if outcome.status == 0 else "unsaid",
                      f"exit status {outcome.status} beside {[line['status'] for line in outcome.results()]}")


def of_bystanders(scenario, there, local):
    """What has nothing to do with the run stays as it is."""
    if there.get("bystander.txt") != scenario.remote["bystander.txt"]:
        yield Finding("lost", "the server's bystander.txt is not what it was")
    for name, content in scenario.local.items():
        if local.get(name) != content:
            yield Finding("lost", f"the source {name} is not what it was")


def findings(scenario, outcome, trees, wire):
    """Everything that may never be, and what is only counted."""
    there, local, out = trees
    found = [*of_process(scenario, outcome), *of_bystanders(scenario, there, local)]
    if any(finding.kind in ("hangs", "unsaid") for finding in found):
        return found
    statuses = {line["result"]: line for line in outcome.results()}
    if not statuses:
        statuses = {number: {"status": "SKIPPED"} for number in range(len(scenario.inputs) or 1)}
    rules = rules_create if scenario.action == "create" else rules_fetch
    return found + list(rules.check(scenario, statuses, outcome.documents(), there, out, wire))


def claim(outcome):
    """In one word what the run said: done, not done, or unknown."""
    said = [line["status"] for line in outcome.results()]
    if "UNKNOWN" in said:
        return "unknown"
    return "done" if outcome.status == 0 and said and all(status == "SUCCESS" for status in said) else "not done"
