#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does literally what a guide says: guide.py GUIDE.md FOLDER

In the guide, as a reader sees it:
  `NAME`:             and a block below: the block is the file NAME
  `NAME`, continued:  and a block below: the block goes to the end of NAME
  a block of sh       is typed into one shell, in which a command that fails ends the session
  a block of text     right below that: its output, in which "..." is anything, and on a line of its own any lines
Any other block is a fault. An sh block without a text block below may write what it likes.
"""
import difflib
import os
import re
import subprocess
import sys

FILE = re.compile(r"^(?:.*\s)?`([A-Za-z0-9._/-]+)`(, continued)?:$")


def blocks(path):
    """Yields (line number, language, line above, text)."""
    with open(path, encoding="utf-8") as guide:
        lines = guide.read().split("\n")
    above, at = "", 0
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = lines.index("```", at + 1)
            yield at + 1, line[3:], above, "\n".join(lines[at + 1:end]) + "\n"
            at, above = end, "```"
        elif line.strip():
            above = line
        at += 1


def steps(path):
    """What is to be done, in order: ("file", line, name, append, text) or ("sh", line, text, output)."""
    done = []
    for line, language, above, text in blocks(path):
        name = FILE.match(above)
        if name:
            done.append(["file", line, name[1], bool(name[2]), text])
        elif language == "sh":
            done.append(["sh", line, text, None])
        elif language == "text" and above == "```" and done and done[-1][0] == "sh" and done[-1][3] is None:
            done[-1][3] = text
        else:
            sys.exit(f"FAIL: {path}:{line}: neither a file, nor a command, nor the output of one")
    return done


def script_of(todo, folder):
    """One shell does all of it; the output of each step goes to a file of its own."""
    script = ["set -e"]
    for number, step in enumerate(todo):
        if step[0] == "file":
            with open(f"{folder}/part-{number}", "w", encoding="utf-8") as part:
                part.write(step[4])
            script.append(f"cat '{folder}/part-{number}' {'>>' if step[3] else '>'}'{step[2]}'")
        else:
            script.append(f"{{\n{step[2]}}} >'{folder}/out-{number}' 2>&1 </dev/null")
        script.append(f"echo {number} >'{folder}/reached'")
    return "\n".join(script) + "\n"


def matches(wanted, got):
    pattern = "".join(r"(?:.*\n)*" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + r"\n"
                      for line in wanted.rstrip("\n").split("\n"))
    return re.fullmatch(pattern, got if got.endswith("\n") else got + "\n") is not None


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return "\n".join(line.rstrip() for line in file.read().split("\n"))


def compare(path, step, got):
    if step[0] != "sh" or step[3] is None or matches(step[3], got):
        return True
    print(f"FAIL: {path}:{step[1]}: - as the guide says, + as it is")
    print("\n".join(difflib.unified_diff(step[3].split("\n"), got.split("\n"), lineterm="", n=99)))
    return False


def main():
    path, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    os.makedirs(f"{folder}/session")
    todo = steps(path)
    ran = subprocess.run(["sh", "-c", script_of(todo, folder)], cwd=f"{folder}/session", check=False)
    reached = int(read(f"{folder}/reached").strip() or -1)
    good = [compare(path, step, read(f"{folder}/out-{number}")) for number, step in enumerate(todo[:reached + 1])]
    if reached + 1 < len(todo):
        step = todo[reached + 1]
        print(f"FAIL: {path}:{step[1]}: this ended with status {ran.returncode}:")
        print(step[2], read(f"{folder}/out-{reached + 1}"), sep="")
        return 1
    print(f"{len(todo)} steps, {sum(step[0] == 'sh' and step[3] is not None for step in todo)} outputs compared")
    return 0 if all(good) and todo else 1


if __name__ == "__main__":
    sys.exit(main())
