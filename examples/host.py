# SPDX-License-Identifier: Apache-2.0
"""A host in Python, with nothing but ctypes: describes a connector, validates a connection, lists a directory."""
import ctypes
import json
import sys
from ctypes import POINTER, byref, c_char_p, c_int32, c_size_t, c_uint32, c_uint64, c_void_p, sizeof

hawser = ctypes.CDLL("libhawser.so.0")
hawser.hawser_code_name.restype = c_char_p
for name in ("hawser_host_new", "hawser_execution_new"):
    getattr(hawser, name).restype = c_void_p


class Finding(ctypes.Structure):  # as in <hawser/host.h>, and so are those below
    _fields_ = [("size", c_size_t), ("severity", c_uint32), ("visible", c_uint32)] + [
        (name, c_char_p) for name in ("document", "pointer", "code", "message", "hint", "recommended", "json")]


class Config(ctypes.Structure):
    _fields_ = [("size", c_size_t), ("flags", c_uint32), ("reserved", c_uint32), ("connection", c_char_p),
                ("connection_length", c_size_t), ("action", c_char_p), ("operation", c_char_p),
                ("operation_length", c_size_t)]


class Delivered(ctypes.Structure):  # its first fields, which is enough to read them
    _fields_ = [("size", c_size_t), ("document", c_uint64), ("input", c_uint64), ("properties", c_char_p),
                ("file", c_char_p), ("bytes", c_void_p), ("length", c_uint64)]


on_finding = ctypes.CFUNCTYPE(None, c_void_p, POINTER(Finding))(
    lambda user, finding: print("finding:", json.loads(finding.contents.json)["message"]))
on_output = ctypes.CFUNCTYPE(None, c_void_p, POINTER(Delivered))(lambda user, delivered: print(
    "entry:", json.loads(ctypes.string_at(delivered.contents.bytes, delivered.contents.length))["fileName"]))


def check(code):
    if code != 0:
        sys.exit(f"failed: {hawser.hawser_code_name(c_int32(code)).decode()}")


host, loaded, link = c_void_p(hawser.hawser_host_new()), c_void_p(), c_void_p()
check(hawser.hawser_load(host, b"disk", byref(loaded), None))
text, length = c_char_p(), c_size_t()
check(hawser.hawser_describe(loaded, byref(text), byref(length), None))
print("actions:", *(action["id"] for action in json.loads(text.value[:length.value])["actions"]))

for connection in (b'{"rot": "/srv"}', json.dumps({"root": sys.argv[1]}).encode()):
    config = Config(size=sizeof(Config), connection=connection, connection_length=len(connection))
    code = hawser.hawser_validate(loaded, byref(config), on_finding, None, None)
    print("validated:", hawser.hawser_code_name(c_int32(code)).decode())

check(hawser.hawser_open(loaded, connection, c_size_t(len(connection)), None, byref(link), None))
run = c_void_p(hawser.hawser_execution_new(link, b"list", None, c_size_t(0), c_uint32(0)))
hawser.hawser_execution_on_output(run, on_output, None)
check(hawser.hawser_execution_run(run, None, None, None))
hawser.hawser_execution_free(run)  # in the reverse order of their making
hawser.hawser_close(link, None)
hawser.hawser_unload(loaded)
hawser.hawser_host_free(host)
