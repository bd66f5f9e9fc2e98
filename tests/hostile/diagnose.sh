#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a live test finds on servers that no real one shows, and what a Server Profile spares: diagnosis.passive,
# diagnosis.active, diagnosis.rest, diagnosis.clock, diagnosis.write, diagnosis.advice, diagnosis.profile.
. "${srcdir:-.}/tests/hostile/setup.sh"

# set_member NAME VALUE: a member more of the connection, in JSON
set_member() {
    sed "s|\"userName\"|\"$1\": $2, \"userName\"|" "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# try STATUS ARGUMENT...: a test with its stages in JSON
try() {
    wanted_status=$1
    shift
    expect "$wanted_status" test ftp -c "$work/conn.json" --json "$@"
}

# stage NAME TEXT...: the stage says that; no_stage NAME
stage() {
    named=$1
    shift
    grep -F "\"stage\":\"$named\"" "$work/out" >"$work/stage" || {
        fail "$asked: no stage $named"
        sed 's/^/    /' "$work/out"
        return
    }
    for text in "$@"; do
        grep -qF -e "$text" "$work/stage" || {
            fail "$asked: stage $named lacks: $text"
            sed 's/^/    /' "$work/stage"
        }
    done
}

no_stage() {
    ! grep -qF "\"stage\":\"$1\"" "$work/out" || fail "$asked: stage $1 ran"
}

count() {
    grep -cx -e "$1" "$work/commands" || :
}

# --- diagnosis.passive: EPSV and PASV are told apart

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "EPSV", "do": ["500 what"]}]}
END
try 0
stage passive '"status":"passed"' '"epsv":"fails"' '"pasv":"works"' '"address":"127.0.0.1"' '"addressIsServer":true'
stage data-channel '"status":"passed"' '"mode":"passive"'

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PASV", "do": ["502 what"]}]}
END
try 0
stage passive '"epsv":"works"' '"pasv":"fails"'
! grep -qF '"address":"' "$work/stage" || fail 'an address without a 227'

# A third party's address is told and not gone to; a private one of a server that is reached in public can't be shown here.
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "PASV", "do": [{"pasv": "192,0,2,77"}]}]}
END
try 0
stage passive '"pasv":"works"' '"address":"192.0.2.77"' '"addressIsServer":false' '"addressIsPrivate":false'

# --- diagnosis.active, diagnosis.advice: the mode that works is named

serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "(EPSV|PASV)", "do": ["502 no"]},
 {"on": "PORT .*", "do": [{"dial": true}, "200 there"]}]}
END
try 4
stage data-channel '"status":"failed"' '"field":"/connectionMode"' '"label":"Connection Mode"' '"value":"active"' \
    'Set Connection Mode to active'
no_stage passive
expect 4 test ftp -c "$work/conn.json"
has out 'FAIL  data-channel' 'set: Connection Mode (connectionMode) to active'
set_member connectionMode '"active"'
sed -i 's/"connectionMode": "passive", //' "$work/conn.json"
try 0
stage data-channel '"mode":"active"'
stage active '"status":"passed"' '"works":true'
stage passive '"status":"warned"' '"epsv":"fails"' '"pasv":"fails"' 'Leave Connection Mode on active'

# Neither works: nothing is recommended.
serve <<'END'
{"rules": [{"on": "(EPSV|PASV|PORT .*)", "do": ["502 no"]}]}
END
try 4
stage data-channel '"status":"failed"' '"hint"'
lacks out recommendations

# What is not asked for may fail.
serve <<'END'
{"rules": [{"on": "PORT .*", "do": ["500 no"]}]}
END
try 0
stage active '"status":"warned"' '"works":false' 'Leave Connection Mode on passive'

# Of two settings the one that does it.
serve <<'END'
{"rules": [{"on": "PASV", "do": [{"pasv": "127,0,0,9"}]}]}
END
set_member passiveAddress '"reply"'
try 4
stage data-channel '"field":"/passiveAddress"' '"value":"auto"'

serve <<'END'
{"directory": "/home", "directories": ["/home"]}
END
set_member remoteDirectory '"/nowhere"'
try 4
stage directory '"field":"/remoteDirectory"' '"value":"/home"'
no_stage data-channel

# --- diagnosis.rest

serve <<'END'
{"features": ["REST STREAM"], "rules": [{"on": "REST .*", "do": ["350 from there"]}]}
END
try 0
stage rest '"offered":true' '"works":true'
sent 'REST 1' 'REST 0'
same "$(count 'USER tester')" 1

serve <<'END'
{"features": ["REST STREAM"], "rules": [{"on": "REST .*", "do": ["502 no"]}]}
END
try 0
stage rest '"offered":true' '"works":false'

# A restart that can't be taken back is left behind with its session.
serve <<'END'
{"rules": [{"on": "REST 1", "do": ["350 from there"]}, {"on": "REST 0", "do": ["501 no"]}]}
END
try 0
stage rest '"works":true'
same "$(count 'USER tester')" 2

# --- diagnosis.write, diagnosis.clock

serve <<'END'
{"features": ["MDTM"]}
END
try 0
no_stage write
stage clock '"status":"skipped"' '"known":false'
! grep -qE '^(STOR|APPE|DELE|RNTO|MKD|MFMT)' "$work/commands" || fail 'a test without --write wrote'

# The script's files are of 2024.
try 0 --write
stage write '"status":"passed"' '"create":true' '"renameOver":true' '"append":true' '"makeDirectory":false' '"deleted":true'
stage clock '"status":"warned"' '"known":true' '"skew":-' 'ftp.clock.skew'
same "$(count 'STOR .*')" "4"
: >"$work/commands"
expect 0 run ftp list -c "$work/conn.json" --json
lacks out '"record"'

serve <<'END'
{"rules": [{"on": "MDTM .*", "do": ["502 no"]}, {"on": "RNFR .*", "do": ["550 no"]}, {"on": "APPE .*", "do": ["502 no"]}]}
END
try 0 --write
stage write '"renameOver":false' '"append":false' '"deleted":true'
stage clock '"known":false'

# Where writing is not allowed the stage fails, and nothing was there to delete.
serve <<'END'
{"rules": [{"on": "STOR .*", "do": ["553 no"]}]}
END
try 4 --write
stage write '"status":"failed"' '"deleted":true'
no_stage profile

# What can't be deleted is named.
serve <<'END'
{"rules": [{"on": "DELE .*", "do": ["550 Permission denied"]}]}
END
try 4 --write
stage write '"status":"failed"' '"deleted":false' 'test.hawser-' 'may be left'

# A lost session is followed by one that cleans up.
serve <<'END'
{"rules": [{"on": "APPE .*", "times": 1, "do": ["150 go", {"close": "control"}]}]}
END
try 4 --write
stage write '"status":"failed"' '"deleted":true'
expect 0 run ftp list -c "$work/conn.json" --json
lacks out '"record"'

# So does a test that is interrupted, within its second: the server is busy with an upload when that happens.
serve <<'END'
{"rules": [{"on": "APPE .*", "do": ["150 go", {"receive": "/ignored"}, {"sleep": 1}, {"file": "/ignored", "content": null}, "226 done"]}]}
END
"$PWD/hawser" test ftp -c "$work/conn.json" --write --json >"$work/out" 2>"$work/err" &
testing=$!
tries=0
until grep -q '^APPE' "$work/commands" || [ $tries -gt 200 ]; do
    sleep 0.05
    tries=$((tries + 1))
done
sleep 0.75
kill -TERM $testing
wait $testing
ended=$?
asked='an interrupted test'
same "$ended" 130
stage write '"status":"failed"' '"deleted":true' 'ftp.call.cancelled'
no_stage clock
expect 0 run ftp list -c "$work/conn.json" --json
lacks out '"record"'

# --- diagnosis.profile, connection.serverProfile

serve <<'END'
{"greeting": ["220 ready at 10:15, user 3"], "features": ["SIZE", "MDTM", "UTF8", "REST STREAM"],
 "files": {"/a": "abc"}, "rules": [{"on": "EPSV", "do": ["500 what"]}]}
END
cp "$work/conn.json" "$work/before.json"
chmod 600 "$work/conn.json"
try 0 --save-profile "$work/profile.json"
grep -q '"features"' "$work/profile.json" || fail 'no features in the profile'
grep -q '"extendedPassive": false' "$work/profile.json" || fail 'EPSV is not in the profile'
cmp -s "$work/before.json" "$work/conn.json" || fail 'the connection changed'
: >"$work/commands"
expect 0 run ftp list -c "$work/conn.json" --json
sent FEAT EPSV
try 0 --save-profile "$work/conn.json"
grep -q '"serverProfile"' "$work/conn.json" || fail 'no profile in the connection'
grep -q '"tester"' "$work/conn.json" || fail 'the connection lost a member'
same "$(stat -c %a "$work/conn.json")" 600
: >"$work/commands"
expect 0 run ftp list -c "$work/conn.json" --json
has out '"fileName":"a"'
unsent FEAT EPSV
sent PASV 'OPTS UTF8 ON'
lacks err 'Server Profile'

# A test asks all the same.
try 0
sent FEAT EPSV

# of MODE: the connection's profile for the server that serves now
profile_for() {
    sed 's/"port": [0-9]*/"port": '"$(cat "$work/port")/" "$work/profile.json" >"$work/profile.new"
    set_member serverProfile "$(tr -d '\n' <"$work/profile.new")"
}

# The time and the number in the greeting are of no matter.
serve <<'END'
{"greeting": ["220 ready at 23:59, user 17"], "files": {"/a": "abc"}}
END
profile_for
expect 0 run ftp list -c "$work/conn.json" --json
unsent FEAT EPSV

# Another server: asked as if there were no profile.
serve <<'END'
{"greeting": ["220 somebody else"], "files": {"/a": "abc"}}
END
profile_for
expect 0 run ftp list -c "$work/conn.json" --json -v
sent FEAT EPSV
has err 'Server Profile is ignored: the server greets otherwise'

# Another port: a finding, and likewise.
set_member serverProfile "$(tr -d '\n' <"$work/profile.json")"
serve <<'END'
{"greeting": ["220 ready at 10:15, user 3"], "files": {"/a": "abc"}}
END
set_member serverProfile "$(tr -d '\n' <"$work/profile.json")"
expect 0 run ftp list -c "$work/conn.json" --json -v
sent FEAT EPSV
has err 'Server Profile'
expect 0 validate ftp -c "$work/conn.json" --json
has out 'ftp.config.profile-of-another'

# PASV is gone, EPSV was learned not to work: it is tried before giving up.
serve <<'END'
{"greeting": ["220 ready at 10:15, user 3"], "files": {"/a": "abc"}, "rules": [{"on": "PASV", "do": ["502 no"]}]}
END
profile_for
expect 0 run ftp list -c "$work/conn.json" --json -v
has out '"fileName":"a"'
sent PASV EPSV FEAT
has err 'features are asked for anew'

# MLSD is gone: learned again in that session, once, and no command of a pair is torn apart.
sed 's/"features": \[/"features": ["MLST type*;size*;modify*;",/; s/"extendedPassive": false/"extendedPassive": true/' \
    "$work/profile.json" >"$work/profile.mlsd"
mv "$work/profile.mlsd" "$work/profile.json"
serve <<'END'
{"greeting": ["220 ready at 10:15, user 3"], "files": {"/a": "abc", "/b": "de"},
 "rules": [{"on": "MLSD.*", "do": ["500 what"]}]}
END
profile_for
expect 0 run ftp query -c "$work/conn.json" --out "$work/in" --json
sent MLSD FEAT
same "$(count FEAT)" 1
same "$(cat "$work/in/a" "$work/in/b")" abcde
finish
