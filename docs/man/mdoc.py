# SPDX-License-Identifier: Apache-2.0
"""Text as mdoc, the language of manual pages."""

HEAD = '.\\" SPDX-License-Identifier: Apache-2.0\n.\\" Made by docs/man/generate.py; do not edit.\n'
DATE = "November 23, 2026"


def escape(text):
    """Text that roff shows as it is; what is not ASCII by its number."""
    text = text.replace("\\", "\\e")
    return "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in text)


def line(text):
    """One line of running text, which must not begin like a request."""
    text = escape(text.strip())
    return ("\\&" + text if text[:1] in (".", "'") else text) + "\n"


def word(text):
    """An argument of a macro."""
    return '"' + escape(text).replace('"', '\\(dq') + '"'


def sentences(text):
    """Running text; each sentence begins a line, as roff wants it."""
    out = ""
    for sentence in text.replace(". ", ".\n").replace(".\n\n", ".\n").split("\n"):
        if sentence.strip():
            out += line(sentence)
    return out


def literal(lines):
    out = ".Bd -literal\n"
    for text in lines:
        text = escape(text)
        out += ("\\&" + text if text[:1] in (".", "'") else text) + "\n"
    return out + ".Ed\n"


def begin(name, section, summary):
    return (HEAD + f".Dd {DATE}\n.Dt {name.upper()} {section}\n.Os\n"
            f".Sh NAME\n.Nm {name}\n.Nd {escape(summary)}\n")


def see_also(pages):
    """`pages` are (name, section)."""
    ordered = sorted(pages, key=lambda page: (page[1], page[0]))
    out = ".Sh SEE ALSO\n"
    for at, (name, section) in enumerate(ordered):
        out += f".Xr {name} {section}" + (" ,\n" if at + 1 < len(ordered) else "\n")
    return out
