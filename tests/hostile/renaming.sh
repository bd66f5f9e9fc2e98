#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The last step of an upload: what has its name at the end, and what is said of it.
. "${srcdir:-.}/tests/hostile/setup.sh"
for name in a b c d e f; do
    echo "$name$name$name" >"$work/$name.dat"
done
features='"features": ["SIZE", "MDTM", "REST STREAM", "MKD"]'

# status NAME STATUS: how that document ended; the names are those of the inputs, in their order
status() {
    number=$(printf '%s\n' a b c d e f | grep -n "$1" | cut -d: -f1)
    grep -q '"result":'$((number - 1))',"status":"'"$2"'"' "$work/out" || {
        fail "$asked: $1 did not end with $2"
        grep '"result"' "$work/out" | cut -c1-200
    }
}

# holds NAME CONTENT: the file on the server
holds() {
    rm -rf "$work/in"
    ftp 0 get "$1" --out "$work/in"
    same "$(cat "$work/in/$1" 2>"$work/null")" "$2"
}

# left: what is on the server, in one line
left() {
    ftp 0 list
    sed 's/"fileName"/\n&/g' "$work/out" | sed -n 's/^"fileName": *"\([^"]*\)".*/\1/p' | sort -u | tr '\n' ' '
}

# protocol.C14, delivery.lost-rnto
# A preliminary reply to RNTO, or to RNFR, is none that these commands have: what comes behind it is not told apart from the
# replies to what follows, and nothing is done by guessing. In the middle of many, both commands leave in one piece.
for rule in '{"on": "RNTO d.dat", "do": ["150 Scanning", "550 Rejected"]}' \
    '{"on": "RNFR d.dat.*", "times": 1, "do": ["150 Scanning", "350 go on"]}, {"on": "RNTO d.dat", "do": ["550 Rejected"]}'; do
    serve <<END
{$features, "files": {}, "rules": [$rule]}
END
    ftp 4 create "$work/a.dat" "$work/b.dat" "$work/c.dat" "$work/d.dat" "$work/e.dat" "$work/f.dat"
    for name in a b c; do
        status $name SUCCESS
        grep -q "RNTO $name.dat" "$work/commands" || fail "$name was not renamed"
    done
    lacks out '"result":3,"status":"SUCCESS"'
    holds c.dat ccc
    case " $(left)" in
    *' d.dat '*) fail "$asked: d.dat is there" ;;
    esac
done
# Where the rename is done all the same, that is seen.
serve <<END
{$features, "files": {}, "rules": [{"on": "RNTO d.dat", "times": 1, "do": [{"rename": true}, "150 Scanning", "250 fine"]}]}
END
ftp 0 create "$work/a.dat" "$work/b.dat" "$work/c.dat" "$work/d.dat" "$work/e.dat" "$work/f.dat"
for name in a b c d e f; do
    status $name SUCCESS
done
for name in a b c d e f; do
    holds $name.dat $name$name$name
done
same "$(left)" 'a.dat b.dat c.dat d.dat e.dat f.dat '

# delivery.aside
# The old file steps aside, and the session ends before the new one comes in: the old one gets its name back.
again='{"on": "RNFR a.dat[.].*part", "times": 1, "do": [{"usual": true}]},
       {"on": "RNFR a.dat[.].*part", "times": 1, "do": [{"close": "control"}]}'
overwrite=--set=actionIfFileExists=overwrite
serve <<END
{$features, "files": {"/a.dat": "old"}, "rules": [{"on": "RNTO a.dat", "times": 1, "do": ["553 exists"]}, $again]}
END
ftp 4 create "$work/a.dat" "$overwrite"
status a FAILURE
same "$(left)" 'a.dat '
holds a.dat old
# It can't: nothing has the name, which is said, and the next run brings the new one in.
serve <<END
{$features, "files": {"/a.dat": "old"}, "rules": [{"on": "RNTO a.dat", "times": 2, "do": ["553 exists"]}, $again]}
END
ftp 4 create "$work/a.dat" "$overwrite"
status a UNKNOWN
has out 'may now have the name a.dat.'
ftp 0 create "$work/a.dat" "$overwrite"
same "$(left)" 'a.dat '
holds a.dat aaa
# The reply to the second RNTO is lost: whether the new one came in is looked at before the old one is put back.
for done in '{"rename": true}, ' ''; do
    serve <<END
{$features, "files": {"/a.dat": "old"}, "rules": [{"on": "RNTO a.dat", "times": 1, "do": ["553 exists"]},
    {"on": "RNTO a.dat", "times": 1, "do": [$done{"close": "control"}]}]}
END
    ftp 0 create "$work/a.dat" "$overwrite"
    status a SUCCESS
    same "$(left)" 'a.dat '
    holds a.dat aaa
done

# create.actionIfFileExists
# A server that knows neither MLST nor SIZE and hides names that begin with a dot: such a file is not replaced unseen.
hides='{"on": "LIST.*", "do": ["150 x", {"end": "data"}, {"close": "data"}, "226 x"]}, {"on": "SIZE .*", "do": ["502 no"]}'
echo mine >"$work/.hidden"
denied='"550 Permission denied"'
for rule in '' ', {"on": "MDTM .*", "do": ["502 no"]}' ', {"on": "MDTM .*", "do": ['"$denied"']}, {"on": "RNFR [.]hidden", "do": ['"$denied"']}'; do
    serve <<END
{"features": ["MKD"], "files": {"/.hidden": "precious"}, "rules": [$hides$rule]}
END
    case $rule in
    *550*) wanted=4 ;;
    *) wanted=1 ;;
    esac
    ftp $wanted create "$work/.hidden"
    [ $wanted -eq 1 ] && has out '"id":"ftp.file.exists"'
    [ $wanted -eq 4 ] && has out "whether .hidden exists can't be told"
    holds .hidden precious
done
# A refusal that is about the file, and not the command, says that there is none.
for rule in '{"on": "RNFR [.]hidden", "do": ["550 RNFR command failed"]}' '{"on": "SIZE [.]hidden", "do": ["550 Could not get file size"]}, '"$hides"; do
    serve <<END
{"features": ["MKD"], "files": {}, "rules": [$rule, $hides]}
END
    ftp 0 create "$work/.hidden"
done
# One that shows them, or whose files have no dot, is believed.
serve <<END
{"features": ["MKD"], "files": {"/.other": "x"}, "rules": [{"on": "SIZE .*", "do": ["502 no"]}, {"on": "MDTM .*", "do": ["502 no"]}]}
END
ftp 0 create "$work/.hidden" "$work/a.dat"
holds .hidden mine
finish
