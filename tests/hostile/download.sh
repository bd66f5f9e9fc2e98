#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Downloads that a server confirms though bytes are missing, and sources that may not be deleted.
. "${srcdir:-.}/tests/hostile/setup.sh"

# The listing has the only size there is.
serve <<'END'
{"features": [], "files": {"/a": "abcdef"},
 "rules": [{"on": "SIZE a", "do": ["502 no SIZE"]},
           {"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"close": "data"}, "226 done"]}]}
END
ftp 1 get a --out "$work/in" --set deleteAfterReading=true
has out '"id":"ftp.data.size-mismatch"'
unsent 'DELE a'
ftp 1 query --out "$work/in" --set deleteAfterReading=true
unsent 'DELE a'

# A file that grew since it was listed is what SIZE says now.
serve <<'END'
{"files": {"/a": "abcdef"}, "rules": [{"on": "LIST", "do": [{"usual": true}, {"file": "/a", "content": "abcdefgh"}]}]}
END
ftp 0 query --out "$work/in"

# Where the listing tells no size, SIZE does.
serve <<'END'
{"features": ["SIZE", "MLST type*;modify*;"], "files": {"/a": "abcdef"},
 "rules": [{"on": "MLSD", "do": ["150 x", {"send": "type=file;modify=20240102000000; a\r\n"}, {"close": "data"}, "226 y"]},
           {"on": "RETR a", "do": ["150 x", {"send": "abc"}, {"close": "data"}, "226 done"]}]}
END
ftp 1 query --out "$work/in" --set deleteAfterReading=true
unsent 'DELE a'

# A session that the server dropped between two files is taken up again.
serve <<'END'
{"files": {"/a": "abc", "/b": "def"},
 "rules": [{"on": "RETR a", "do": [{"usual": true}, "421 idle", {"close": "control"}]}]}
END
ftp 0 query --out "$work/in"
has out '"outputs":2'
finish
