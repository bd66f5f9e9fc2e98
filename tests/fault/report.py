# SPDX-License-Identifier: Apache-2.0
"""The table of the ledger, and a line that repeats each thing found."""
import json
import sys
import time

import verdict
from rules import CUT_NAME, LITTER, NEVER, UNSEEN

HEAD = ("action", "server", "mode", "cases", "of", "not reached", "done", "not done", "unknown", "left over", "unseen", "cut name", "never")


class Cell:
    def __init__(self, total, chosen):
        self.total, self.chosen = total, chosen
        self.ran = self.missed = self.litter = self.unseen = self.cut = self.never = self.skipped = 0
        self.claims = {"done": 0, "not done": 0, "unknown": 0}

    def row(self, name):
        return (*name.split("/"), self.ran, self.total, self.missed, *self.claims.values(), self.litter, self.unseen, self.cut, self.never)


class Report:
    def __init__(self, options):
        self.options, self.cells, self.violations, self.cases, self.failures = options, {}, [], [], []
        self.started = time.monotonic()

    def begin(self, cell, total, chosen):
        self.cells[cell] = Cell(total, chosen)

    def broken(self, cell, outcome, found):
        """The run without any fault did not do what it should."""
        said = [(line["status"], line.get("message")) for line in outcome.results()]
        self.failures.append(f"{cell}: without any fault: {said} {[str(finding) for finding in found]} "
                             f"{outcome.errors[-200:]}")

    def skip(self, cell):
        self.cells[cell].skipped += 1

    def add(self, cell, text, label, outcome, found, fired, seconds):
        kept, claim = self.cells[cell], verdict.claim(outcome)
        kept.ran += 1
        kept.claims[claim] += 1
        kept.missed += not fired
        never = [finding for finding in found if finding.kind in NEVER]
        kept.never += bool(never)
        kept.litter += any(finding.kind == LITTER for finding in found)
        kept.cut += any(finding.kind == CUT_NAME for finding in found)
        kept.unseen += any(finding.kind == UNSEEN for finding in found)
        if never:
            self.violations.append((cell, text, label, claim, never))
            print(f"{cell} {text} [{label}], which said {claim}:", *never, file=sys.stderr, flush=True)
        if self.options.verbose:
            print(f"{cell} {text} [{label}] {claim}{'' if fired else ' (not reached)'} {seconds:.1f} s",
                  *found, *(line.get("code") for line in outcome.results() if line.get("code")), flush=True)
        if self.options.json:
            self.cases.append({"cell": cell, "case": text, "at": label, "claim": claim, "reached": fired, "seconds": round(seconds, 2),
                               "codes": [line.get("code") for line in outcome.results()],
                               "found": [{"kind": finding.kind, "text": finding.text} for finding in found]})

    def progress(self, kind, mode):
        ran = sum(cell.ran for cell in self.cells.values())
        print(f"{kind} {mode}: {ran} cases in {time.monotonic() - self.started:.0f} s, "
              f"{len(self.violations)} that may never be", file=sys.stderr, flush=True)

    def table(self):
        lines = [HEAD] + [tuple(map(str, cell.row(name))) for name, cell in sorted(self.cells.items())]
        if len(self.cells) > 1:
            sums = [sum(column) for column in zip(*(cell.row(name)[3:] for name, cell in self.cells.items()))]
            lines.append(("all", "", "", *map(str, sums)))
        widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
        text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |" for line in lines]
        text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(text)

    def end(self):
        print(self.table())
        skipped = sum(cell.skipped for cell in self.cells.values())
        if skipped:
            print(f"{skipped} cases were not begun, as the time was over")
        for cell, text, label, claim, never in self.violations:
            print(f"\n{cell} {text} [{label}], which said {claim}:")
            for finding in never:
                print(f"    {finding.kind} ({NEVER[finding.kind]}): {finding.text}")
            extra = "".join(f" --set-connection '{text}'" for text in self.options.set_connection)
            print(f"    repeat: tests/fault/ledger --build {self.options.build} --servers {self.options.servers} "
                  f"--cell {cell} --case '{text}'{extra} --verbose")
        for failure in self.failures:
            print(f"\n{failure}")
        if self.options.json:
            with open(self.options.json, "w", encoding="utf-8") as file:
                json.dump(self.cases, file, indent=1)
        ran = sum(cell.ran for cell in self.cells.values())
        print(f"\n{ran} cases, seed {self.options.seed}, {time.monotonic() - self.started:.0f} s: "
              f"{len(self.violations)} that may never be, {len(self.failures)} actions that fail without a fault")
        return 1 if self.violations or self.failures or not ran else 0


def list_cases(cases):
    for cell, _, text, label in cases:
        print(f"{cell} {text} [{label}]")
