# SPDX-License-Identifier: Apache-2.0
"""What is written for a person fits the terminal; what is written for a file is cut nowhere."""
import json
import os
import re
import sys
import unicodedata
import unittest

from terminal import Terminal

PROGRAM = sys.argv.pop()
COMMANDS = (["--help"], ["run", "--help"], ["trust", "--help"], ["connectors"], ["describe", "demo"], ["run", "demo", "list", "-c", "conn.json"])


def width(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Widths(unittest.TestCase):
    def lines(self, words, columns, environment=None):
        terminal = Terminal([PROGRAM, *words], FOLDER, columns=columns,
                            environment={"NO_COLOR": "1", "LC_ALL": "C.UTF-8", **(environment or {})})
        self.assertEqual(terminal.end(), 0)
        text = terminal.seen.decode().replace("\r\n", "\n")
        # Examples are commands to be copied, and a path is one word: they stay whole.
        return [line for line in text.split("\nexample:\n")[0].split("\n") if not re.fullmatch(r" *\(?/\S+", line)]

    def test_fits(self):
        for columns in (60, 80, 100):
            for words in COMMANDS:
                with self.subTest(columns=columns, words=words):
                    for line in self.lines(words, columns):
                        self.assertLessEqual(width(line), columns, line)

    def entries(self, columns):
        """A listing whose names are long, by the connector of directories."""
        return self.lines(["run", "disk", "list", "-c", "disk.json"], columns, {"HAWSER_CONNECTOR_PATH": DISK})

    def test_names_are_readable_in_narrow_tables(self):
        names = ("a name that is long enough for any terminal to be too narrow for it, and longer.csv",
                 "\u65e5\u672c\u8a9e\u306e\u30d5\u30a1\u30a4\u30eb\u540d.csv", "e\u0301te\u0301.csv", "plain.txt")
        os.makedirs(FOLDER + "/entries", exist_ok=True)
        for name in names:
            with open(f"{FOLDER}/entries/{name}", "w", encoding="utf-8") as file:
                file.write("x")
        with open(FOLDER + "/disk.json", "w", encoding="utf-8") as file:
            json.dump({"root": FOLDER + "/entries"}, file)
        for columns in (30, 40, 60, 80):
            with self.subTest(columns=columns):
                lines = self.entries(columns)
                table = [line for line in lines if re.match("File Name|a name|\u65e5|e\u0301te\u0301|plain", line)]
                self.assertEqual(len(table), 5, lines)
                for line in table:
                    self.assertLessEqual(width(line), columns, line)
                # A third of the terminal, or the whole name.
                for name in ("a name that is long enough", "plain.txt"):
                    self.assertTrue(any(line.startswith(name[:columns // 3 - 1]) for line in table), table)
                # What there is no room for is named, and no other value is cut to nothing.
                left_out = [line for line in lines if line.startswith("no room here for ")]
                for title in left_out[0][17:].split(";")[0].split(", ") if left_out else ():
                    self.assertNotIn(title, table[0])
                for cell in re.split("  +", table[0])[1:]:
                    self.assertTrue(len(cell) >= min(12, len(cell.rstrip("\u2026"))) and len(cell) > 3, table[0])
        self.assertFalse([line for line in self.entries(250) if "no room" in line or "\u2026" in line])

    def test_nothing_is_lost_where_lines_are_broken(self):
        for words in COMMANDS[:3]:
            with self.subTest(words=words):
                narrow = " ".join(" ".join(self.lines(words, 60)).split())
                wide = " ".join(" ".join(self.lines(words, 200)).split())
                self.assertEqual(narrow, wide)

    def test_columns_where_the_terminal_does_not_know(self):
        self.assertLessEqual(max(map(width, self.lines(["run", "--help"], 0, {"COLUMNS": "64"}))), 64)
        for nonsense in ("", "x", "0", "-5", "64x", "99999999999999999999"):
            with self.subTest(columns=nonsense):
                lines = self.lines(["run", "--help"], 0, {"COLUMNS": nonsense})
                self.assertEqual(lines, self.lines(["run", "--help"], 80))

    def test_terminal_knows_better_than_columns(self):
        self.assertEqual(self.lines(["run", "--help"], 70, {"COLUMNS": "50"}), self.lines(["run", "--help"], 70))

    def test_file_is_not_cut(self):
        path = FOLDER + "/out"
        Terminal([PROGRAM, "connectors"], FOLDER, out=path, columns=40).end()
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.assertNotIn("…", text)
        self.assertIn("/demo.so\n", text)


FOLDER = sys.argv.pop()
DISK = sys.argv.pop()
unittest.main()
