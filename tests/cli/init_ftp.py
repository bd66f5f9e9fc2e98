# SPDX-License-Identifier: Apache-2.0
"""The questions of init for a real connector: objects, lists, and what other answers make needless."""
import json
import os
import re
import sys
import tempfile
import unittest

from terminal import Terminal

PROGRAM = sys.argv.pop()
PASSPHRASE = "typed-unseen-too"


class InitFtp(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def load(self):
        with open(self.path("conn.json"), encoding="utf-8") as file:
            return json.load(file)

    def start(self, **answers):
        terminal = Terminal([PROGRAM, "init", "ftp"], self.folder.name)
        terminal.answer("File to write", "")
        terminal.answer("Host: ", "ftp.example.com")
        self.blanks(terminal, "Connection Mode")
        terminal.answer("Connection Mode [passive]: ", answers.get("mode", ""))
        self.blanks(terminal, "SSL Mode")
        terminal.answer("SSL Mode [none]: ", answers.get("ssl", ""))
        self.blanks(terminal, "There are")
        terminal.answer("Go through them? [y/N] ", "y")
        return terminal

    def blanks(self, terminal, *last):
        """Answers blanks up to the question before `last`."""
        for _ in range(60):
            # A question begins its line, which what is said about it does not.
            while not re.search(rb"(?:^|\n)[A-Z][^\n]*(?:: |\] )$", terminal.seen[terminal.cursor:]):
                if not terminal._read(20):
                    return
            text = terminal.seen[terminal.cursor:].decode().rsplit("\n", 1)[-1]
            if last and text.startswith(last):
                return
            terminal.cursor = len(terminal.seen)
            if "(not shown" in text:
                terminal.wait_for_echo(False)
            terminal.type("\n")
        self.fail("the questions have no end")

    def ended(self, terminal):
        self.blanks(terminal)
        self.assertEqual(terminal.end(), 0, terminal.seen[-800:])
        return terminal.seen.decode()

    def test_object_and_list(self):
        terminal = self.start(ssl="explicit")
        self.blanks(terminal, "Client Certificate")
        terminal.answer("Client Certificate: set it up? [y/N] ", "y")
        terminal.answer("Certificate: ", "")
        terminal.wait_for("error: connection /clientCertificate/certificate")
        terminal.answer("Certificate: ", "/etc/mine.pem")
        terminal.answer("Key: ", "")
        terminal.answer("Passphrase (not shown", PASSPHRASE)
        terminal.answer("[conn.json.clientCertificate.passphrase]: ", "")
        self.blanks(terminal, "Site Commands")
        terminal.answer("Site Commands, 1 (blank ends the list): ", "UMASK 027")
        terminal.answer("Site Commands, 2 (blank ends the list): ", "x" * 1025)
        terminal.wait_for("error: connection /siteCommands/1")
        terminal.answer("Site Commands, 2 (blank ends the list): ", "IDLE 900")
        terminal.answer("Site Commands, 3 (blank ends the list): ", "")
        seen = self.ended(terminal)
        self.assertNotIn(PASSPHRASE, seen)
        self.assertNotIn("Server Profile", seen)
        kept = self.path("conn.json.clientCertificate.passphrase")
        connection = self.load()
        self.assertEqual(connection["siteCommands"], ["UMASK 027", "IDLE 900"])
        self.assertEqual(connection["clientCertificate"], {
            "certificate": "/etc/mine.pem", "passphrase": {"$secret": "file:" + kept}})
        with open(kept, encoding="utf-8") as file:
            self.assertEqual(file.read(), PASSPHRASE + "\n")

    def test_blank_leaves_both_out(self):
        terminal = self.start(ssl="explicit")
        seen = self.ended(terminal)
        self.assertIn("Client Certificate: set it up?", seen)
        self.assertIn("Site Commands, 1", seen)
        for name in ("clientCertificate", "siteCommands", "serverProfile"):
            self.assertNotIn(name, self.load())

    def test_ends_within_an_object(self):
        for way in ("\x03", "\x04"):
            with self.subTest(way=way):
                terminal = self.start(ssl="implicit")
                self.blanks(terminal, "Client Certificate")
                terminal.answer("set it up? [y/N] ", "y")
                terminal.answer("Certificate: ", "/etc/mine.pem")
                terminal.wait_for("Key: ")
                terminal.type(way)
                self.assertEqual(terminal.end(), 130)
                self.assertEqual(os.listdir(self.folder.name), [])

    def test_other_answers_make_questions_needless(self):
        tls = ("Minimum TLS Version", "TLS Session Reuse", "Verify Certificate", "Verify Host Name",
               "Client Certificate", "Data Protection", "Require TLS Closing Message")
        passive, active = ("Passive Address",), ("Active Address", "Active Ports")
        for mode, ssl, asked, spared in (
                ("", "", passive, active + tls), ("active", "", active, passive + tls),
                ("", "explicit", passive + tls, active),
                ("active", "implicit", active + tls[:5] + tls[6:], passive + tls[5:6])):
            with self.subTest(mode=mode, ssl=ssl):
                seen = self.ended(self.start(mode=mode, ssl=ssl))
                for label in asked:
                    self.assertIn(f"\n{label}\r\n", seen)
                for label in spared:
                    self.assertNotIn(f"\n{label}\r\n", seen)
                os.remove(self.path("conn.json"))


unittest.main()
