# SPDX-License-Identifier: Apache-2.0
"""A page for each command: from its --help, and for its options from hawser(1)."""
import re
import subprocess

import mdoc

# What is said of a command alone, between its description and its options.
MORE = {"run": "run.mdoc", "conform": "conform.mdoc"}


def ask(program, *words):
    return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout


def commands_of(program):
    """(name, summary), as --help lists them."""
    listed = ask(program, "--help").split("commands:\n")[1].split("\n\n")[0]
    return [tuple(re.split(r"\s+", row.strip(), maxsplit=1)) for row in listed.splitlines()]


def options_of_page(page):
    """The items of OPTIONS in hawser(1), by the long name."""
    section = page.split(".Sh OPTIONS\n")[1].split("\n.El\n")[0] + "\n"
    items = {}
    for item in section.split(".It ")[1:]:
        head = item.split("\n", 1)[0]
        for name in re.findall(r"Fl Fl ([a-z-]+)", head):
            items[name] = ".It " + item
    return items


def parts(text):
    usage, rest = text.split("\n\n", 1)
    description, rest = rest.split("\n\noptions:\n")
    options, examples = rest.split("\nexample:\n")
    return usage, description, re.findall(r"^ .*?--([a-z-]+)", options, re.M), examples.rstrip("\n")


def synopsis(usage):
    out = ".Sh SYNOPSIS\n"
    for form in usage.splitlines():
        words = form.replace("usage: ", "").split()
        out += f".Nm hawser {words[1]}\n"
        for text in words[2:]:
            out += ".Li " + mdoc.word(text) + "\n"
    return out


def page(program, folder, name, summary, options):
    usage, description, taken, examples = parts(ask(program, name, "--help"))
    out = mdoc.begin(f"hawser-{name}", 1, summary) + synopsis(usage)
    out += ".Sh DESCRIPTION\n" + "\n.Pp\n".join(
        mdoc.sentences(paragraph.replace("\n", " ")).rstrip("\n") for paragraph in description.split("\n\n")) + "\n"
    if name in MORE:
        with open(f"{folder}/{MORE[name]}", encoding="utf-8") as file:
            out += "".join(file.readlines()[1:])
    out += ".Sh OPTIONS\n.Bl -tag -width Ds\n"
    seen = []
    for option in taken:
        if options[option] not in seen:
            seen.append(options[option])
    # A page does not refer to itself.
    out += "".join(seen).replace(f".Xr hawser-{name} 1 .", ".Sx FILTERS .") + ".El\n"
    out += ".Sh EXIT STATUS\nAs\n.Xr hawser 1\nlists them.\n"
    out += ".Sh EXAMPLES\n" + mdoc.literal([text[2:] for text in examples.splitlines()])
    others = [("hawser", 1)] + ([("hawser-connector", 3)] if name == "conform" else [])
    return out + mdoc.see_also(others)


def pages(program, folder, main_page):
    with open(main_page, encoding="utf-8") as file:
        options = options_of_page(file.read())
    return {f"hawser-{name}.1": page(program, folder, name, summary, options)
            for name, summary in commands_of(program)}
