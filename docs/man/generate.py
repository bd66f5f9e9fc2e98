# SPDX-License-Identifier: Apache-2.0
"""Makes the manual pages of the commands, the connectors and the headers from these themselves.

    generate.py PROGRAM SOURCE-FOLDER INTO CONNECTOR...
"""
import os
import sys

import command_pages
import connector_pages
import header_pages


def main():
    program, source, into, *connectors = sys.argv[1:]
    made = command_pages.pages(program, f"{source}/docs/man", f"{source}/docs/hawser.1")
    made.update(connector_pages.pages(program, connectors))
    made.update(header_pages.pages(f"{source}/sdk/include"))
    for name, text in made.items():
        with open(os.path.join(into, name), "w", encoding="utf-8") as file:
            file.write(text)


main()
