# SPDX-License-Identifier: Apache-2.0
"""Pages of the public headers: their comments as text, their declarations as they are."""
import re

import mdoc

HEADERS = {
    "hawser-host": ("hawser/host.h", "find, configure and run connectors from a program",
                    [("hawser", 1), ("hawser-connector", 3)]),
    "hawser-connector": ("hawser/connector.h", "what a connector and its host are for each other",
                         [("hawser-conform", 1), ("hawser-host", 3)]),
}
DIVIDER = re.compile(r"^/\* --- (.*?) -+ \*/$")
# Of the preprocessor, and for C++: nothing that a reader has to know.
PLUMBING = re.compile(r"^(#(if|else|elif|endif|include|ifndef|define HAWSER_(CONNECTOR|HOST)_H\b|define HAWSER_EXPORT)"
                      r"|extern \"C\"|}$)")


def comment(lines):
    """The text of a comment. Lines that are set apart, as tables and code are, stay as they are."""
    body = "\n".join(lines).strip()[2:-2]
    texts = [re.sub(r"^ ?\* ?|^   ", "", text).rstrip() for text in body.splitlines()]
    texts[0] = texts[0].strip() if texts else ""
    out, aside = "", []
    paragraph = []
    for text in texts + [""]:
        set_apart = text.startswith("  ")
        if paragraph and (set_apart or not text):
            out += mdoc.sentences(" ".join(paragraph))
            paragraph = []
        if aside and not set_apart and text:
            out += mdoc.literal(aside)
            aside = []
        if set_apart:
            aside.append(text)
        elif text:
            if out and not paragraph:
                out += ".Pp\n"
            paragraph.append(text)
    return out + (mdoc.literal(aside) if aside else "")


def take_comment(lines, at):
    end = at
    while "*/" not in lines[end]:
        end += 1
    return lines[at:end + 1], end + 1


def take_declaration(lines, at):
    """Up to the ; outside of all braces, or for a macro the end of its line."""
    if lines[at].startswith("#"):
        end = at
        while lines[end].endswith("\\") or lines[end].count("/*") > lines[end].count("*/"):
            end += 1
        return lines[at:end + 1], end + 1
    depth, end = 0, at
    while True:
        code = re.sub(r"/\*.*?\*/", "", lines[end])
        depth += code.count("{") - code.count("}")
        if depth == 0 and code.rstrip().endswith(";"):
            return lines[at:end + 1], end + 1
        end += 1


def body(lines):
    out, at, declared = "", 0, []

    def flush():
        nonlocal declared
        text = mdoc.literal(declared) if declared else ""
        declared = []
        return text

    while at < len(lines):
        text = lines[at]
        divider = DIVIDER.match(text)
        if divider:
            out += flush() + f".Ss {mdoc.escape(divider.group(1))}\n"
            at += 1
        elif text.startswith("/*"):
            taken, at = take_comment(lines, at)
            if "SPDX" in taken[0]:
                continue
            shown = flush()
            out += shown + (".Pp\n" if out and not out.rsplit("\n", 2)[-2].startswith(".Ss") else "") + comment(taken)
        elif not text.strip() or PLUMBING.match(text):
            at += 1
        else:
            taken, at = take_declaration(lines, at)
            declared += [re.sub(r"^HAWSER_EXPORT ", "", one) for one in taken]
    return out + flush()


def page(name, folder):
    header, summary, others = HEADERS[name]
    with open(f"{folder}/{header}", encoding="utf-8") as file:
        lines = file.read().splitlines()
    out = mdoc.begin(name, 3, summary) + f".Sh SYNOPSIS\n.In {header}\n"
    return out + ".Sh DESCRIPTION\n" + body(lines) + mdoc.see_also(others)


def pages(folder):
    return {f"{name}.3": page(name, folder) for name in HEADERS}
