#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The connector for a local directory: each action, and what it must not do.
. "${srcdir:-.}/tests/cli/setup.sh"
HAWSER_CONNECTOR_PATH=$PWD/.libs
root=$work/root
mkdir -p "$root/sub" "$work/out.d"
printf '{"root": "%s"}' "$root" >"$work/disk.json"
disk() {
    wanted_status=$1
    action=$2
    shift 2
    expect "$wanted_status" run disk "$action" -c "$work/disk.json" "$@"
}

expect 0 connectors
has out disk
echo '{"root": "here"}' >"$work/bad.json"
expect 3 validate disk -c "$work/bad.json"
has out 'Root' 'absolute path'
echo '{"root": "/"}' >"$work/bad.json"
expect 0 validate disk -c "$work/bad.json"
has out 'Root is the whole file system'

# Create
echo one >"$work/a.txt"
disk 0 create "$work/a.txt"
same "$(cat "$root/a.txt")" one
echo two >"$work/a.txt"
disk 1 create "$work/a.txt"
has err 'a.txt' 'File exists'
same "$(cat "$root/a.txt")" one
disk 0 create --dry-run --set actionIfFileExists=overwrite "$work/a.txt"
has out 'would replace'
same "$(cat "$root/a.txt")" one
disk 0 create --set actionIfFileExists=overwrite "$work/a.txt"
same "$(cat "$root/a.txt")" two
disk 0 create --property fileName=sub/b.txt "$work/a.txt"
same "$(cat "$root/sub/b.txt")" two
for name in ../c.txt /c.txt sub/../../c.txt sub//c.txt . .. missing/c.txt; do
    disk 1 create --property "fileName=$name" "$work/a.txt"
done
[ ! -e "$work/c.txt" ] || fail 'a name led out of Root'
ln -s "$work/out.d" "$root/link"
disk 1 create --property fileName=link/c.txt "$work/a.txt"
[ ! -e "$work/out.d/c.txt" ] || fail 'a link led out of Root'
ln -s "$work/elsewhere" "$root/dangling"
disk 0 create --set actionIfFileExists=overwrite --property fileName=dangling "$work/a.txt"
[ ! -e "$work/elsewhere" ] || fail 'a file was written through a link'
rm "$root/dangling"
# A disk without room: nothing is left.
head -c 100000 /dev/zero >"$work/large"
(
    ulimit -f 8
    trap '' XFSZ
    "$program" run disk create -c "$work/disk.json" "$work/large" >"$work/out" 2>"$work/err"
) && fail 'a file that did not fit was a success'
[ ! -e "$root/large" ] || fail 'a file without all its bytes'
same "$(find "$root" -name '*.part' | wc -l)" 0

# Get
disk 0 get sub/b.txt --out -
same "$(cat "$work/out")" two
disk 1 get missing --out -
has err 'missing' 'No such file'
disk 1 get ../a.txt --out -
disk 1 get link/x --out -
has err 'links are not followed' # as the connector's catalogue says
disk 1 get sub --out -
has err 'not a regular file'
mkfifo "$root/fifo"
disk 1 get fifo --out -
has err 'not a regular file'
rm "$root/fifo"
ln -s "$work/a.txt" "$root/alias"
disk 1 get alias --out -
rm "$root/alias"
disk 0 get a.txt --set deleteAfterReading=true --out "$work/in"
same "$(cat "$work/in/a.txt")" two
[ ! -e "$root/a.txt" ] || fail 'the file is still there'
# Not delivered, not deleted: the folder has a file of that name.
printf kept >"$root/a.txt"
disk 1 get a.txt --set deleteAfterReading=true --out "$work/in"
same "$(cat "$root/a.txt")" kept
disk 0 get a.txt --dry-run --set deleteAfterReading=true --out "$work/in"
has out 'would read' 'would delete'
same "$(cat "$root/a.txt")" kept

# Query and list
printf 1 >"$root/1.csv" && printf 22 >"$root/2.csv"
disk 0 query --set 'pattern=*.csv' --out "$work/csv"
same "$(cat "$work/csv/1.csv" "$work/csv/2.csv")" 122
disk 0 query --set 'pattern=*.csv' --set maximumFiles=1 --out "$work/most"
same "$(find "$work/most" -type f | wc -l)" 1
disk 1 query --set 'pattern=*.csv' --set deleteAfterReading=true --out "$work/csv"
same "$(cat "$root/1.csv" "$root/2.csv")" 122
disk 1 query --set directory=../ --out "$work/csv"
disk 1 query --set directory=missing --out "$work/csv"
disk 0 list --json
has out '"fileName":"sub"' '"fileType":"directory"' '"fileType":"symbolic_link"' '"size":2'
disk 0 list --set directory=sub --json
has out b.txt
lacks out 1.csv

# Delete
disk 0 delete 1.csv --dry-run
has out 'would delete'
disk 0 delete 1.csv
[ ! -e "$root/1.csv" ] || fail 'the file is still there'
disk 1 delete 1.csv
disk 1 delete sub
[ -d "$root/sub" ] || fail 'a directory was deleted'
disk 0 delete link
[ -d "$work/out.d" ] || fail 'the target of a link was deleted'

# A root that is none
printf '{"root": "%s/none"}' "$work" >"$work/disk.json"
disk 4 list
has err 'Root' 'No such file'
finish
