# SPDX-License-Identifier: Apache-2.0
"""What the scripted server makes rather than reads from its script: long listings, checksums, and what its TLS shows."""
import hashlib
import ssl
import zlib

CHECKSUMS = {"XCRC": "crc32", "XMD5": "md5", "XSHA1": "sha1", "XSHA256": "sha256"}

PIECE = 10000
LINES = {"list": "-rw-r--r-- 1 u g 7 Jan 02 2024 file-%08d.txt\r\n",
         "mlsd": "type=file;size=7;modify=20240102030405; file-%08d.txt\r\n",
         "rubbish": "%08d is no line of a listing\r\n",
         "same": "-rw-r--r-- 1 u g 7 Jan 02 2024 file.txt%.0s\r\n"}


def entries(count, kind):
    """The lines, in pieces."""
    line = LINES[kind]
    for first in range(0, count, PIECE):
        yield "".join([line % number for number in range(first, min(first + PIECE, count))]).encode()


def checksum(algorithm, content):
    return "%08X" % zlib.crc32(content) if algorithm == "crc32" else hashlib.new(algorithm, content).hexdigest()


class Tls:
    """A certificate, and the keys of its tickets: sessions of one are resumed where `lasting`, else each connection is
    with a server that knows of no other."""

    def __init__(self, script):
        self.chains = [script[name] for name in ("certificate", "otherCertificate") if name in script]
        self.lasting = script.get("tickets", False)
        self.newest = ssl.TLSVersion.TLSv1_2 if script.get("newest") == "1.2" else ssl.TLSVersion.MAXIMUM_SUPPORTED
        self.contexts = {}

    def wrap(self, plain, which):
        if not self.lasting or which not in self.contexts:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.maximum_version = self.newest
            context.load_cert_chain(*self.chains[which])
            self.contexts[which] = context
        return self.contexts[which].wrap_socket(plain, server_side=True)

    def forget(self):
        self.contexts = {}
