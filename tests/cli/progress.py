# SPDX-License-Identifier: Apache-2.0
"""The line that says how far a run is: what it says, how wide and how often, and where it must not be."""
import re
import sys
import tempfile
import time
import unicodedata
import unittest

from terminal import Terminal

PROGRAM = sys.argv.pop()
CLEAR = b"\r\x1b[K"
BAR = re.compile(rb"\[[#.]{24}\]")


def width(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Progress(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        with open(self.folder + "/conn.json", "w", encoding="utf-8") as file:
            file.write('{"host": "demo.example"}')

    def fetch(self, *words, columns=100, environment=None, status=0, **options):
        arguments = [PROGRAM, "run", "demo", "fetch", "-c", "conn.json", "--out", "in", *words]
        begun = time.monotonic()
        terminal = Terminal(arguments, self.folder, columns=columns,
                            environment={"TERM": "xterm", "LC_ALL": "C.UTF-8", **(environment or {})}, **options)
        self.assertEqual(terminal.end(), status)
        self.seconds = time.monotonic() - begun
        self.seen = terminal.seen
        # What was drawn over, each without what follows at the next line.
        drawn = [piece.split(b"\n")[0].rstrip(b"\r") for piece in self.seen.split(CLEAR)[1:]]
        return [piece.decode() for piece in drawn if re.search(rb"B/s", piece) and b" in " not in piece]

    def test_what_it_says(self):
        lines = self.fetch("steps-one")
        self.assertGreater(len(lines), 2)
        self.assertRegex(lines[0], r"^\[[#.]{24}\] +\d+%  \d+\.\d MB  \d+\.\d MB/s  0:0\d left  0 done  steps-one$")

    def test_how_often(self):
        lines = self.fetch("steps-one", "steps-two")
        self.assertLessEqual(len(lines), 10 * self.seconds + 1)

    def test_several(self):
        lines = self.fetch("steps-one", "steps-two")
        self.assertTrue(any("  0 of 2 done  steps-one" in line for line in lines), lines)
        self.assertTrue(any("  1 of 2 done  steps-two" in line for line in lines), lines)
        # What is left after the first can't be told while it goes on, but with the second.
        self.assertFalse(any("left" in line for line in lines if "0 of 2" in line), lines)
        self.assertTrue(any("left" in line for line in lines if "1 of 2" in line), lines)

    def test_width(self):
        name = "steps-" + "ä漢" * 45
        for columns in (20, 40, 70, 100):
            with self.subTest(columns=columns):
                for line in self.fetch(name, "--overwrite", columns=columns):
                    self.assertLess(width(line), columns, line)
                    if columns >= 100:
                        self.assertTrue(line.endswith("…"), line)

    def test_cleared_before_what_stays(self):
        self.fetch("steps-log")
        self.assertIn(CLEAR, self.seen)
        for text in (b"in/steps-log  9 B", b"1 of 1 done"):
            before = self.seen[:self.seen.index(text)]
            self.assertTrue(before.endswith(CLEAR) or before.endswith(b"\n"), before[-80:])
        warning = self.seen.index(b"half way")
        self.assertNotIn(b"/s", self.seen[self.seen.rindex(b"\r", 0, warning):warning])

    def test_size_that_nobody_knows(self):
        lines = self.fetch("steps-unknown")
        self.assertGreater(len(lines), 2)
        for line in lines:
            self.assertNotIn("%", line)
            self.assertNotIn("left", line)

    def test_name_can_not_move_the_cursor(self):
        self.fetch("steps-\x1b[2Jx\r\nfake", status=0)
        self.assertNotIn(b"\x1b[2J", self.seen)
        self.assertNotIn(b"\nfake", self.seen)

    def test_not_where_lines_are_for_a_program(self):
        for words in (["--json"], ["--verbose"]):
            with self.subTest(words=words):
                self.fetch("steps-one", "--overwrite", *words)
                self.assertIsNone(BAR.search(self.seen))

    def test_not_in_a_file(self):
        self.fetch("steps-one", err=self.folder + "/err")
        with open(self.folder + "/err", "rb") as file:
            self.assertNotIn(b"\r", file.read())
        self.assertNotIn(CLEAR, self.seen)

    def test_not_at_a_terminal_that_can_not_rewrite(self):
        self.fetch("steps-one", environment={"TERM": "dumb"})
        self.assertIsNone(BAR.search(self.seen))
        self.assertNotIn(b"\x1b", self.seen)

    def test_no_colour_is_no_reason_against_it(self):
        self.fetch("steps-one", environment={"NO_COLOR": "1"})
        self.assertIsNotNone(BAR.search(self.seen))
        self.assertIsNone(re.search(rb"\x1b\[\d*m", self.seen))


unittest.main()
