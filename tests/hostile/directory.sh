#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# connection.remoteDirectory
# Servers that do not tell where a login begins: a relative directory means one below it all the same.
. "${srcdir:-.}/tests/hostile/setup.sh"

serve <<'END'
{"directory": null, "directories": ["/in", "/out", "/in/out"], "files": {"/in/a": "1", "/out/a": "22", "/in/out/a": "333", "/a": "4444"}}
END
for directory in in out in ''; do
    printf '{"id": "a", "properties": {"remoteDirectory": "%s"}}\n' "$directory"
done >"$work/inputs"
ftp 0 get --input "$work/inputs"
has out '"content":"MQ=="' '"content":"MjI="' '"content":"NDQ0NA=="'
lacks out '"content":"MzMz"'
unsent 'CWD '
finish
