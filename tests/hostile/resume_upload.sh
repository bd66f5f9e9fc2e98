#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Uploads that are interrupted, names that can't be locked, and files that can't be replaced at once.
. "${srcdir:-.}/tests/hostile/setup.sh"
printf abcdef >"$work/f"
lost='{"on": "STOR .*", "times": 1, "do": ["150 x", {"sleep": 0.2}, {"close": "control"}]}'
looks='{"on": "SIZE f.hawser.*part", "times": 2, "do": ["213 3"]}'
whole='{"on": "SIZE f.hawser.*part", "do": ["213 6"]}'

# uploaded BYTES: what the last data connection carried
uploaded() {
    same "$(grep '^DATA' "$work/commands" | tail -n 1)" "DATA $1"
}

# create.resume
# Where the server's size comes to rest, the rest follows.
serve <<END
{"rules": [$lost, $looks, $whole, {"on": "REST 3", "do": ["350 go on"]}]}
END
ftp 0 create "$work/f"
sent 'REST 3'
uploaded 3
has out '"resumedAt":[3]' '"bytes":6'

# A server without REST is asked to append.
serve <<END
{"rules": [$lost, $looks, $whole]}
END
ftp 0 create "$work/f"
sent 'REST 3'
uploaded 3
same "$(grep -c '^APPE f.hawser' "$work/commands")" 1
has out '"resumedAt":[3]'

# One that takes neither gets all of it again.
serve <<END
{"rules": [$lost, $looks, {"on": "APPE .*", "do": ["550 may not"]}]}
END
ftp 0 create "$work/f"
uploaded 6
lacks out resumedAt

# More than was sent is not ours; and a file that is not there has to be made again.
for answer in '213 9' '550 No such file'; do
    serve <<END
{"rules": [$lost, {"on": "SIZE f.hawser.*part", "times": 2, "do": ["$answer"]}, $whole]}
END
    ftp 0 create "$work/f"
    unsent 'REST 9'
    uploaded 6
    lacks out resumedAt
done

# As long as what was sent, but other bytes: not gone on with. Those that are the same are.
for there in xbc abc; do
    serve <<END
{"rules": [$lost, $looks, $whole, {"on": "REST 3", "do": ["350 go on"]},
           {"on": "RETR f.hawser.*part", "do": ["150 x", {"send": "$there"}, {"close": "data"}, "226 y"]}]}
END
    ftp 0 create "$work/f"
    if [ $there = abc ]; then
        sent 'REST 3'
        uploaded 3
    else
        unsent 'REST 3'
        uploaded 6
        lacks out resumedAt
    fi
done

# A size that goes on changing is waited for.
serve <<END
{"rules": [$lost, {"on": "SIZE f.hawser.*part", "times": 1, "do": ["213 1"]}, $looks, $whole,
           {"on": "REST 3", "do": ["350 go on"]}]}
END
ftp 0 create "$work/f"
unsent 'REST 1'
sent 'REST 3'

# connection.maxRetries
# No more interruptions than are allowed, and none of what is no interruption.
serve <<'END'
{"rules": [{"on": "STOR .*", "do": ["150 x", {"sleep": 0.2}, {"close": "control"}]}]}
END
sed 's|"userName"|"maxRetries": 1, "userName"|' "$work/conn.json" >"$work/conn.new"
mv "$work/conn.new" "$work/conn.json"
ftp 4 create "$work/f"
same "$(grep -c '^STOR' "$work/commands")" 2
serve <<'END'
{"rules": [{"on": "STOR .*", "do": ["150 x", {"receive": "f"}, {"close": "data"}, "552 full"]}]}
END
ftp 1 create "$work/f"
same "$(grep -c '^STOR' "$work/commands")" 1
has out '"id":"ftp.file.quota"'

# create.exclusion
# Where no directory can be made, the result says that nobody was excluded.
serve <<'END'
{"files": {"/f": "old"}}
END
ftp 0 create "$work/f" --set actionIfFileExists=createUniqueName
sent 'MKD f1.hawser-lock' 'RNTO f1'
has out '"exclusive":false'

# create.overwrite-safely
# A server that renames onto no file gets the old one out of the way, and loses neither.
serve <<'END'
{"files": {"/f": "old"}, "rules": [{"on": "RNTO f", "times": 1, "do": ["553 exists"]}]}
END
ftp 0 create "$work/f" --set actionIfFileExists=overwrite
same "$(grep -c '^DELE f.hawser-.*old$' "$work/commands")" 1
ftp 0 get f --out "$work/in"
same "$(cat "$work/in/f")" abcdef

serve <<'END'
{"files": {"/f": "old"}, "rules": [{"on": "RNTO f", "times": 2, "do": ["553 exists"]}]}
END
ftp 1 create "$work/f" --set actionIfFileExists=overwrite
ftp 0 get f --out "$work/in"
same "$(cat "$work/in/f")" old
same "$(grep -c '^DELE f.hawser-.*part$' "$work/commands")" 1
finish
