#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Listings that are not what they seem: nothing may count as absent that was only not shown.
. "${srcdir:-.}/tests/hostile/setup.sh"

# A refusal of EPSV that PASV made good is no failure of the query.
serve <<'END'
{"files": {"/a": "abc", "/b": "def"}, "rules": [{"on": "EPSV", "do": ["500 what?"]}]}
END
ftp 0 query --out "$work/in" --set deleteAfterReading=true
has out '"success":1' '"outputs":2'
sent 'DELE a' 'DELE b'

# list.missing protocol.D13
# 450 may mean anything; only words that say so mean an empty directory.
serve <<'END'
{"rules": [{"on": "LIST", "do": ["450 busy, come back later"]}]}
END
ftp 1 list
has out '"id":"ftp.file.busy"'
serve <<'END'
{"directories": ["/no files"], "rules": [{"on": "LIST", "do": ["450 busy, come back later"]}]}
END
ftp 1 list --set-connection "remoteDirectory=/no files"
serve <<'END'
{"rules": [{"on": "LIST", "do": ["450 No files found"]}]}
END
ftp 0 list
has out '"outputs":0'
serve <<'END'
{"rules": [{"on": "PASV|EPSV", "do": ["450 No files found"]}]}
END
ftp 1 list

# A directory that went away after it was entered is not empty.
serve <<'END'
{"files": {"/d/a": "abc"}, "rules": [{"on": "LIST", "do": [{"file": "/d/a", "content": null}, "550 No such file or directory"]}]}
END
ftp 1 list --set-connection remoteDirectory=/d
has out '"id":"ftp.directory.missing"'

# protocol.D8
# Without a preliminary reply there may be data all the same.
serve <<'END'
{"rules": [{"on": "LIST", "do": [{"raw": "226 done\r\n"}, {"sleep": 0.2},
    {"send": "-rw-r--r-- 1 u g 3 Jan 02 2024 a\r\n-rw-r--r-- 1 u g 3 Jan 02 2024 b\r\n"}, {"close": "data"}]}]}
END
ftp 0 list
has out '"outputs":2'
serve <<'END'
{"rules": [{"on": "LIST", "do": ["226 nothing there"]}]}
END
ftp 0 list
has out '"outputs":0'
serve <<'END'
{"rules": [{"on": "LIST", "do": [{"send": "-rw-r--r-- 1 u g 3 Jan 02 2024 a\r\n"}, {"reset": "data"}, "226 done"]}]}
END
ftp 4 list

# protocol.F3
# A fact that is wanted and off is asked for, and what the server then says is on is believed.
mlsd='{"on": "MLSD.*", "do": ["150 x", {"send": "type=file;size=3;modify=20240102030405; a\r\n"}, {"close": "data"}, "226 x"]}'
serve <<END
{"features": ["MLST type*;size*;modify*;perm;"], "files": {"/a": "abc"}, "rules": [$mlsd]}
END
ftp 0 list
sent MLSD
! grep '^OPTS MLST' "$work/commands" || fail "$asked: facts were asked for that are on"
serve <<END
{"features": ["MLST Type;Size*;Modify;UNIX.mode*;perm;"], "files": {"/a": "abc"},
 "rules": [{"on": "OPTS MLST .*", "do": ["200 MLST OPTS Type;Size;Modify;UNIX.mode;"]}, $mlsd]}
END
ftp 0 list --set includeAllMetadata=true
sent 'OPTS MLST type;size;modify;UNIX.mode;' MLSD
has out '"timestampUtc":"2024-01-02T03:04:05'
# Where the type of an entry can't be had, LIST says more.
for reply in '501 no' '200 fine' '200 MLST OPTS Size;'; do
    serve <<END
{"features": ["MLST Type;Size*;"], "files": {"/a": "abc"}, "rules": [{"on": "OPTS MLST .*", "do": ["$reply"]}, $mlsd]}
END
    ftp 0 list
    sent LIST
    unsent MLSD
    has out '"fileName":"a"'
done
serve <<END
{"features": ["MLST Type;Size*;"], "files": {"/a": "abc"}, "rules": [{"on": "OPTS MLST .*", "do": ["421 enough", {"close": "control"}]}, $mlsd]}
END
ftp 4 list
has out '"id":"ftp.service.closing"'
finish
