# SPDX-License-Identifier: Apache-2.0
"""The questions of init at a terminal: order, wrong answers, what is kept where, and every way out."""
import json
import os
import signal
import stat
import sys
import tempfile
import termios
import unittest

from terminal import Terminal

PROGRAM = sys.argv.pop()
SECRET = "hunter2-typed-unseen"


class Init(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def start(self, **options):
        return Terminal([PROGRAM, "init", "demo"], self.folder.name, **options)

    def load(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return json.load(file)

    def files(self):
        return sorted(os.listdir(self.folder.name))

    def basic(self, terminal, host="demo.example", port="", mode=""):
        terminal.answer("Host: ", host)
        terminal.answer("Port: ", port)
        terminal.answer("Mode [safe]: ", mode)

    def test_whole(self):
        terminal = self.start()
        terminal.answer("File to write [conn.json]: ", "")
        terminal.wait_for("Host (required)")
        terminal.wait_for("Name of the server.")
        terminal.wait_for("such as: demo.example")
        self.basic(terminal, mode="fast")
        terminal.answer("Password (not shown", SECRET)
        terminal.answer("only you can read [conn.json.password]: ", "")
        terminal.answer("1 more settings", "y")
        terminal.answer("Compress [false]: ", "yes")
        self.assertEqual(terminal.end(), 0)
        self.assertNotIn(SECRET.encode(), terminal.seen)
        self.assertEqual(self.load("conn.json"), {
            "host": "demo.example", "mode": "fast", "compress": True,
            "password": {"$secret": "file:" + self.path("conn.json.password")}})
        with open(self.path("conn.json.password"), encoding="utf-8") as file:
            self.assertEqual(file.read(), SECRET + "\n")
        for name in self.files():
            self.assertEqual(stat.S_IMODE(os.stat(self.path(name)).st_mode), 0o600, name)
        self.assertEqual(self.files(), ["conn.json", "conn.json.password"])

    def test_order_is_the_forms(self):
        terminal = self.start()
        terminal.answer("File to write", "")
        self.basic(terminal)
        terminal.answer("Password (not shown", "")
        terminal.answer("variable that will hold it [none]: ", "")
        terminal.answer("Go through them? [y/N]", "")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(list(self.load("conn.json").items()), [("host", "demo.example"), ("mode", "safe")])

    def test_wrong_answers_are_asked_again(self):
        terminal = self.start()
        terminal.answer("File to write", "")
        terminal.answer("Host: ", "")
        terminal.wait_for("error: connection /host: Host")
        terminal.answer("Host: ", "demo.example")
        for port in ("many", "0", "70000", "7.5"):
            terminal.answer("Port: ", port)
            terminal.wait_for("error: connection /port: Port")
        terminal.answer("Port: ", "99")
        terminal.wait_for("warning: connection /port: Port 99 is unusual")
        terminal.answer("Mode [safe]: ", "sfae")
        terminal.wait_for("error: connection /mode: Mode")
        terminal.answer("Mode [safe]: ", "")
        terminal.answer("Password (not shown", "")
        terminal.answer("hold it [none]: ", "1 2")
        terminal.wait_for("error: connection /password")
        terminal.answer("hold it [none]: ", "DEMO_PASSWORD")
        terminal.answer("Go through them? [y/N]", "perhaps")
        terminal.wait_for("answer y or n")
        terminal.answer("Go through them? [y/N]", "n")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(self.load("conn.json"), {
            "host": "demo.example", "port": 99, "mode": "safe",
            "password": {"$secret": "env:DEMO_PASSWORD"}})

    def test_answers_that_are_no_text(self):
        terminal = self.start()
        terminal.answer("File to write", "")
        terminal.wait_for("Host: ")
        terminal.type(b"\xff\xfe\n")
        terminal.wait_for("not text in UTF-8")
        terminal.answer("Host: ", "demo.example")
        terminal.type("\x03")
        self.assertEqual(terminal.end(), 130)

    def test_existing_file_stays_without_a_yes(self):
        with open(self.path("conn.json"), "w", encoding="utf-8") as file:
            file.write("mine")
        terminal = self.start()
        terminal.answer("File to write", "")
        terminal.answer("conn.json is there already. Replace it? [y/N]", "n")
        terminal.answer("File to write", "")
        terminal.answer("Replace it? [y/N]", "y")
        terminal.wait_for("Host: ")
        terminal.type("\x04")
        self.assertEqual(terminal.end(), 130)
        with open(self.path("conn.json"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")

    def test_existing_file_is_replaced_after_a_yes(self):
        with open(self.path("conn.json"), "w", encoding="utf-8") as file:
            file.write("mine")
        terminal = self.start()
        terminal.answer("File to write", "")
        terminal.answer("Replace it? [y/N]", "y")
        self.basic(terminal)
        terminal.answer("Password (not shown", "")
        terminal.answer("hold it [none]: ", "")
        terminal.answer("Go through them?", "")
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(self.load("conn.json")["host"], "demo.example")

    def test_file_that_came_meanwhile_stays(self):
        terminal = self.start()
        terminal.answer("File to write", "")
        self.basic(terminal)
        terminal.answer("Password (not shown", SECRET)
        terminal.answer("only you can read", "")
        terminal.wait_for("Go through them?")
        with open(self.path("conn.json"), "w", encoding="utf-8") as file:
            file.write("theirs")
        terminal.type("\n")
        self.assertEqual(terminal.end(), 2)
        self.assertIn(b"conn.json can't be written: File exists", terminal.seen)
        self.assertEqual(self.files(), ["conn.json"])

    def test_nothing_is_left_of_what_ends_early(self):
        for way in ("\x03", "\x04", signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(way=way):
                terminal = self.start()
                terminal.answer("File to write", "")
                self.basic(terminal)
                terminal.answer("Password (not shown", SECRET)
                terminal.answer("only you can read", "")
                terminal.wait_for("Go through them?")
                if isinstance(way, str):
                    terminal.type(way)
                else:
                    terminal.signal(way)
                self.assertEqual(terminal.end(), 130)
                self.assertIn(b"nothing was written", terminal.seen)
                self.assertEqual(self.files(), [])

    def test_terminal_is_as_it_was_after_a_hidden_answer_ends(self):
        for way in ("\x03", "\x04", signal.SIGTERM):
            with self.subTest(way=way):
                terminal = self.start()
                before = termios.tcgetattr(terminal.master)[3]
                terminal.answer("File to write", "")
                self.basic(terminal)
                terminal.wait_for("Password (not shown")
                terminal.wait_for_echo(False)
                terminal.type(SECRET[:7])
                if isinstance(way, str):
                    terminal.type(way + way)
                else:
                    terminal.signal(way)
                terminal.wait_for("nothing was written")
                self.assertEqual(termios.tcgetattr(terminal.master)[3], before)
                self.assertEqual(terminal.end(), 130)
                self.assertNotIn(SECRET[:7].encode(), terminal.seen)
                self.assertEqual(self.files(), [])

    def test_standard_output_elsewhere(self):
        terminal = self.start(out=self.path("out.json"))
        self.basic(terminal)
        terminal.answer("Password (not shown", SECRET)
        terminal.answer("only you can read [demo.password]: ", "kept")
        terminal.answer("Go through them?", "")
        self.assertEqual(terminal.end(), 0)
        self.assertNotIn(b"File to write", terminal.seen)
        self.assertEqual(self.load("out.json")["password"], {"$secret": "file:" + self.path("kept")})
        self.assertNotIn(SECRET.encode(), terminal.seen)

    def test_no_questions_without_a_terminal_to_ask_at(self):
        terminal = self.start(out=self.path("out.json"), err=self.path("err"))
        self.assertEqual(terminal.end(), 0)
        self.assertEqual(terminal.seen, b"")
        self.assertEqual(self.load("out.json")["password"], {"$secret": "env:HAWSER_PASSWORD"})


unittest.main()
