# SPDX-License-Identifier: Apache-2.0
"""What the program and the library say when something is wrong, in one form: what, where, and in a hint what to do.

    messages.py FILE...

A message is no sentence: it begins small, or with a name, and ends without a full stop, as it may be followed by more.
Names stand in double quotes. A hint is no repetition of the message. An id is of dots and small letters. The program's
own hints go on like its messages; those of the library are sentences, as those of connectors are.
"""
import re
import sys

# Functions by whether their hints are sentences.
CALL = re.compile(r"\b(console_fail|problem_set)\s*\(")
SENTENCE = re.compile(r"^[A-Z].*[.?]$", re.S)
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
# A message may begin with what is shown as it is.
NAME = re.compile(r'^([a-z]|\\"|%s|%[a-z]|--|\(|[A-Z]+[A-Z_]+\b|[A-Z][A-Z0-9]+ )')


def arguments(text, start):
    """The arguments of a call whose parenthesis opens at `start`, at its own level."""
    depth, quoted, last, found, at = 0, False, start + 1, [], start
    while True:
        char = text[at]
        if quoted:
            at += char == "\\"
            quoted = char != '"'
        elif char == '"':
            quoted = True
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return found + [text[last:at]]
        elif char == "," and depth == 1:
            found.append(text[last:at])
            last = at + 1
        at += 1


def texts(argument):
    """The literals of an argument; those beside each other are one, those of a choice are two."""
    found = [""]
    for literal, choice in re.findall(r'"((?:[^"\\]|\\.)*)"|([?:])', argument):
        if choice:
            found.append("")
        found[-1] += literal
    return [text for text in found if text]


def faults(sentences, identity, hints, messages):
    for name in identity:
        if not re.fullmatch(r"[a-z]+(\.[a-z-]+)+", name):
            yield f"the id {name}"
    fragments = [("message", text) for text in messages]
    if sentences:
        yield from (f"a hint that is no sentence: {hint}" for hint in hints if not SENTENCE.match(hint))
    else:
        fragments += [("hint", text) for text in hints]
    for kind, said in fragments:
        if said.endswith((".", "!")) and not said.endswith("..."):
            yield f"a {kind} that ends like a sentence: {said}"
        if not NAME.match(said):
            yield f"a {kind} that begins like a sentence: {said}"
        if re.search(r"'%s'|`|<%s>", said):
            yield f"a {kind} with other quotes: {said}"
        if re.search(r"\b(please|sorry|oops|failed to|unable to|invalid)\b", said, re.I):
            yield f"a {kind} that does not say what: {said}"
    for hint in set(hints) & set(messages):
        yield f"a hint that repeats the message: {hint}"


def look(path):
    with open(path, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    count = 0
    for call in CALL.finditer(text):
        given = arguments(text, call.end() - 1)
        if len(given) < 5 or "format" in given[4].split():
            continue
        count += 1
        for fault in faults(call.group(1) == "problem_set", texts(given[2]), texts(given[3]), texts(given[4])):
            yield count, f"{path}: {fault}"
    yield count, None


def main():
    total = 0
    bad = []
    for path in sys.argv[1:]:
        for count, fault in look(path):
            bad += [fault] if fault else []
        total += count
    print("\n".join(bad))
    print(f"{total} messages")
    return 1 if bad else 0


sys.exit(main())
