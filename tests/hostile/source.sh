#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sources that are to go once they were read: what is not surely that file stays, and what is not surely gone is no file that is gone.
. "${srcdir:-.}/tests/hostile/setup.sh"

parallel_two() {
    sed 's/"parallelism": 1/"parallelism": 2/' "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# holds NAME TEXT: so the document came
holds() {
    [ "$(cat "$work/in/$1" 2>&1)" = "$2" ] || fail "$asked: $1 is not what was read"
}

# still NAME TEXT: so the server has it
still() {
    rm -rf "$work/left"
    ftp 0 get "$1" --out "$work/left"
    [ "$(cat "$work/left/$(basename "$1")" 2>&1)" = "$2" ] || fail "$asked: $1 is not on the server as it was"
}

# run.ordered query.deleteAfterReading
# The source goes when it was read, not when the turn of its document comes: what has the name by then is another.
serve <<'END'
{"files": {"/a.txt": "AAA", "/b.txt": "OLD"}, "features": ["SIZE", "MDTM"],
 "rules": [{"on": "RETR a.txt", "times": 1,
            "do": ["150 x", {"send": "AAA"}, {"sleep": 2}, {"file": "/b.txt", "content": "NEW DOCUMENT"}, {"close": "data"}, "226 ok"]}]}
END
parallel_two
ftp 0 query --out "$work/in" --ordered --set deleteAfterReading=true
holds a.txt AAA
holds b.txt OLD
still b.txt 'NEW DOCUMENT'

# session.dropped query.deleteAfterReading query.failIfUnableToDelete
# A session that is lost before its DELE is no reason to read a file twice: another deletes it.
lost='{"on": "RETR b.txt", "times": 1, "do": ["150 x", {"send": "BBB"}, {"close": "data"}, "226 ok", "421 Timeout.", {"close": "control"}]}'
serve <<END
{"files": {"/b.txt": "BBB"}, "features": ["SIZE", "MDTM"], "rules": [$lost]}
END
ftp 0 query --out "$work/in" --set deleteAfterReading=true --set failIfUnableToDelete=true
holds b.txt BBB
lacks err 'could not be deleted'
sent 'DELE b.txt'

# So does one that moves it.
serve <<END
{"files": {"/b.txt": "BBB"}, "directories": ["/", "/done"], "features": ["SIZE", "MDTM"], "rules": [$lost]}
END
ftp 0 query --out "$work/in" --set moveAfterReading=/done --set failIfUnableToDelete=true
holds b.txt BBB
still /done/b.txt BBB

# The connection ends without a word, and a command had gone out ahead.
serve <<'END'
{"files": {"/a.txt": "AAA", "/b.txt": "BBB", "/c.txt": "CCC", "/d.txt": "DDD"}, "features": ["SIZE", "MDTM"],
 "rules": [{"on": "RETR c.txt", "times": 1, "do": ["150 x", {"send": "CCC"}, {"close": "data"}, "226 ok", {"close": "control"}]}]}
END
ftp 0 query --out "$work/in" --set deleteAfterReading=true --set failIfUnableToDelete=true
has out '"outputs":4'
sent 'DELE c.txt'

# What has its name by then is another file, which stays.
changed='{"on": "RETR b.txt", "times": 1, "do": ["150 x", {"send": "BBB"}, {"close": "data"}, "226 ok",
    {"file": "/b.txt", "content": "NEW DOCUMENT"}, "421 Timeout.", {"close": "control"}]}'
serve <<END
{"files": {"/b.txt": "BBB"}, "features": ["SIZE", "MDTM"], "rules": [$changed]}
END
ftp 0 query --out "$work/in" --set deleteAfterReading=true
has err 'is not the file that was read'
holds b.txt BBB
unsent 'DELE b.txt'
still b.txt 'NEW DOCUMENT'
serve <<END
{"files": {"/b.txt": "BBB"}, "features": ["SIZE", "MDTM"], "rules": [$changed]}
END
ftp 1 query --out "$work/in" --set deleteAfterReading=true --set failIfUnableToDelete=true
has out '"id":"ftp.file.changed"'
unsent 'DELE b.txt'

# It is not lost for good where there is no way back: the document is delivered, and the source stays.
serve <<END
{"files": {"/b.txt": "BBB"}, "features": ["SIZE", "MDTM"],
 "rules": [{"on": "USER .*", "times": 1, "do": [{"usual": true}]}, {"on": "USER .*", "do": ["421 no more", {"close": "control"}]}, $lost]}
END
ftp 0 query --out "$work/in" --set deleteAfterReading=true
has err 'could not be deleted'
holds b.txt BBB
unsent 'DELE b.txt'

# Something else took it first. That is said: two that read from one directory deliver twice.
serve <<'END'
{"files": {"/f.txt": "content"}, "features": ["SIZE", "MDTM"],
 "rules": [{"on": "DELE f.txt", "times": 1, "do": [{"file": "/f.txt", "content": null}, "550 No such file."]}]}
END
ftp 0 query --out "$work/in" --set deleteAfterReading=true --set failIfUnableToDelete=true
has err 'something else takes files from / too'
lacks out '"deleted":true'
holds f.txt content

# list.denied
# A directory that can't be entered, or not be listed, is none without files.
serve <<'END'
{"directories": ["/", "/a", "/b"], "files": {"/a/x.txt": "AAA", "/b/y.txt": "BBB"}, "features": ["SIZE", "MDTM"],
 "rules": [{"on": "CWD /a", "times": 1, "do": [{"usual": true}]}, {"on": "CWD /a", "do": ["550 Permission denied."]},
           {"on": "LIST", "times": 1, "do": ["150 x", {"send": "drwxr-xr-x 2 u g 4096 Jan 01 2024 a\r\ndrwxr-xr-x 2 u g 4096 Jan 01 2024 b\r\n"},
                                             {"close": "data"}, "226 ok"]}]}
END
ftp 1 query --out "$work/in" --set recursive=true
has out '"retry"'
lacks out '"id":"ftp.file.not-found"'
serve <<'END'
{"directories": ["/", "/a"], "files": {"/a/x.txt": "AAAAAA"}, "features": ["SIZE", "MDTM", "REST STREAM"],
 "rules": [{"on": "CWD /a", "times": 1, "do": [{"usual": true}]}, {"on": "CWD /a", "do": ["550 Permission denied."]},
           {"on": "RETR x.txt", "times": 1, "do": ["150 x", {"send": "AAA"}, {"close": "data"}, {"close": "control"}]}]}
END
ftp 1 get /a/x.txt --out "$work/in"
lacks out '"id":"ftp.file.not-found"'

# vsftpd says so in a reply that means success.
unopened='{"on": "LIST.*", "do": ["150 Here comes the directory listing.", {"send": ""}, {"close": "data"}, "226 Transfer done (but failed to open directory)."]}'
serve <<END
{"directories": ["/", "/in"], "files": {"/in/f.txt": "x"}, "features": ["SIZE", "MDTM"], "rules": [$unopened]}
END
for action in query list; do
    ftp 1 $action --set-connection remoteDirectory=/in --out "$work/in"
    has out 'failed to open directory'
done
serve <<END
{"directories": ["/", "/in"], "files": {"/in/f.txt": "x"}, "features": ["SIZE", "MDTM"],
 "rules": [$unopened, {"on": "SIZE.*", "do": ["550 Could not get file size."]}, {"on": "RETR.*", "do": ["550 Failed to open file."]}]}
END
ftp 1 get /in/f.txt --out "$work/in"
lacks out '"id":"ftp.file.not-found"'
finish
