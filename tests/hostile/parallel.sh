#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# connection.parallelism
# Servers that let in, or keep, fewer sessions than are asked for: every file comes once, and nobody is stormed.
. "${srcdir:-.}/tests/hostile/setup.sh"

files='"files": {"/f1": "1111", "/f2": "2222", "/f3": "3333", "/f4": "4444", "/f5": "5555", "/f6": "6666",
    "/f7": "7777", "/f8": "8888", "/f9": "9999"}'
names='f1 f2 f3 f4 f5 f6 f7 f8 f9'

# parallel N: that many sessions
parallel() {
    sed 's/"parallelism": [0-9]*/"parallelism": '"$1"'/' "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# automatic: as many as pay
automatic() {
    sed '/"parallelism"/d; s/"connectionTimeout": 10000,/"connectionTimeout": 10000}/' "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# came: all files did
came() {
    for name in $names; do
        digit=${name#f}
        [ "$(cat "$work/in/$name" 2>&1)" = "$digit$digit$digit$digit" ] || fail "$asked: $name is not what it was"
    done
}

# counted LEAST MOST COMMAND: so often the server got it
counted() {
    got=$(grep -cxF -e "$3" "$work/commands")
    [ "$got" -ge "$1" ] && [ "$got" -le "$2" ] || {
        fail "$asked: the server got $3 $got times"
        sed 's/^/    /' "$work/commands"
    }
}

# The second login is refused, and not tried again.
for reply in '530 too many users' '421 too many users'; do
    serve <<END
{$files, "rules": [{"on": "USER .*", "times": 1, "do": [{"usual": true}]},
    {"on": "USER .*", "do": ["$reply", {"close": "control"}]},
    {"on": "RETR .*", "do": [{"sleep": 0.05}, {"usual": true}]}]}
END
    parallel 4
    # shellcheck disable=SC2086
    ftp 0 get $names --out "$work/in"
    came
    counted 2 2 'USER tester'
done

# A number that is out of range is refused before anything is sent.
for number in 0 17 -1 2.5 '"4"'; do
    serve <<END
{$files}
END
    parallel "$number"
    ftp 3 get f1 --out "$work/in"
    unsent 'USER tester'
done

# A session ends in the middle with 421, before it did anything: its file comes over another.
serve <<END
{$files, "rules": [{"on": "RETR f5", "times": 1, "do": ["421 going down", {"close": "control"}]},
    {"on": "RETR .*", "do": [{"sleep": 0.05}, {"usual": true}]}]}
END
parallel 3
# shellcheck disable=SC2086
ftp 0 get $names --out "$work/in"
came
counted 2 4 'USER tester' # one more where RETR had gone out with EPSV

# A data connection that is one too many: the same, with one session less.
serve <<END
{$files, "rules": [{"on": "RETR f5", "times": 1, "do": ["425 no more data connections"]},
    {"on": "RETR .*", "do": [{"sleep": 0.05}, {"usual": true}]}]}
END
parallel 3
# shellcheck disable=SC2086
ftp 0 get $names --out "$work/in"
came
counted 2 3 'USER tester'

# The first failure in the order of the documents is that of the execution, though a later one comes first.
serve <<END
{$files, "rules": [{"on": "RETR f1", "do": [{"sleep": 1}, "226 is no answer to that"]},
    {"on": "RETR f2", "do": [{"sleep": 0.1}, "226 is no answer to that either"]}]}
END
parallel 2
# shellcheck disable=SC2086
ftp 4 get $names --out "$work/in"
has out '"result":0,"status":"FAILURE"'
has out '"result":1,"status":"FAILURE"'
has out '"result":8,"status":"SKIPPED"'
unsent 'RETR f9'

# Far away, all that are allowed ask at once: what is refused then does no harm, and is not tried again.
slow='"do": [{"sleep": 0.03}, {"usual": true}]'
for reply in '530 too many users' '421 too many users'; do
    for number in 4 auto; do
        serve <<END
{$files, "rules": [{"on": "USER .*", "times": 2, $slow},
    {"on": "USER .*", "do": [{"sleep": 0.03}, "$reply", {"close": "control"}]}, {"on": ".*", $slow}]}
END
        parallel 4
        [ "$number" != auto ] || automatic
        # shellcheck disable=SC2086
        ftp 0 get $names --out "$work/in"
        came
        counted 4 4 'USER tester'
    done
done

# The first does not wait for the others: they ask while it works.
serve <<END
{$files, "rules": [{"on": "USER .*", "times": 1, $slow}, {"on": "USER .*", "do": [{"sleep": 2}, {"usual": true}]}, {"on": ".*", $slow}]}
END
automatic
before=$(date +%s%N)
# shellcheck disable=SC2086
ftp 0 get $names --out "$work/in"
took=$((($(date +%s%N) - before) / 1000000))
came
counted 4 4 'USER tester'
[ "$took" -lt 5000 ] || fail "$asked: took $took ms, as if one login had waited for the other"

# What the first was told is not asked again, and what is left leaves in one piece: this server waits for it. One that
# answers otherwise there is done without.
asks='{"sleep": 0.03}, {"expect": "TYPE"}'
for path in '257 \"/\"' '257 \"C:\"' '550 no' '421 no more' '150 what'; do
    serve <<END
{$files, "rules": [{"on": "PWD", "times": 1, $slow}, {"on": "PWD", "do": [$asks, "$path", "200 x"]}, {"on": ".*", $slow}]}
END
    automatic
    # shellcheck disable=SC2086
    ftp 0 get $names --out "$work/in"
    came
    counted 4 4 'USER tester'
    counted 1 1 'FEAT'
done

# Nothing but the first command is answered: its file comes over another session, once this one has shown that it hangs.
serve <<END
{$files, "rules": [{"on": "PWD", "times": 1, $slow}, {"on": "PWD", "do": [$asks, "257 \\"/\\"", {"close": "control"}]},
    {"on": ".*", $slow}]}
END
automatic
# shellcheck disable=SC2086
ftp 0 get $names --out "$work/in"
came
counted 4 4 'USER tester'

# A few are not worth it.
serve <<END
{$files, "rules": [{"on": ".*", $slow}]}
END
automatic
ftp 0 get f1 f2 --out "$work/in"
counted 1 1 'USER tester'

# Sessions that all hang return together, in the second after the time is over.
serve <<END
{$files, "rules": [{"on": "RETR .*", "do": ["150 x", {"pour": true}]}]}
END
parallel 4
before=$(date +%s%N)
# shellcheck disable=SC2086
ftp 4 get $names --out "$work/in" --timeout 1
took=$((($(date +%s%N) - before) / 1000000))
[ "$took" -lt 3000 ] || fail "$asked: took $took ms"
[ -z "$(ls "$work/in")" ] || fail "$asked: something is left of what was not finished"
finish
