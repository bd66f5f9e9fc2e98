#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# run.durable, get.deleteAfterReading: what is written through to the disk, and when, as the kernel is asked for it.
. "${srcdir:-.}/tests/hostile/setup.sh"
strace -f -o "$work/calls" true 2>/dev/null || {
    echo 'SKIP: no strace that may trace'
    exit 77
}
# Who is traced can't look for leaks.
ASAN_OPTIONS=${ASAN_OPTIONS-}:detect_leaks=0
LSAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS LSAN_OPTIONS
printf '#!/bin/sh\nexec strace -f -y -s 64 -e trace=fsync,fdatasync,rename,renameat,renameat2,sendto,sendmsg,write -o "%s" "%s" "$@"\n' \
    "$work/calls" "$program" >"$work/traced"
chmod +x "$work/traced"
untraced=$program
program=$work/traced

synced() {
    grep -cE '(fsync|fdatasync)\(.*= 0$' "$work/calls"
}

# line TEXT: where it is among the calls, 0: nowhere; the last where there are several
line() {
    grep -nE -e "$1" "$work/calls" | tail -n 1 | cut -d : -f 1 | grep . || echo 0
}

# first TEXT: the same of the first of them
first() {
    grep -nE -e "$1" "$work/calls" | head -n 1 | cut -d : -f 1 | grep . || echo 0
}

# between FROM TO TEXT: where the last such call is between two others, 0: none is
between() {
    sed -n "$(($1 + 1)),${2}p" "$work/calls" | grep -nE -e "$3" | tail -n 1 | cut -d : -f 1 | grep . || echo 0
}

files() {
    serve <<'END'
{"files": {"/a": "abc", "/b": "b"}}
END
    mkdir "$work/in" # a new folder is synced into its parent in any case
}

# Not asked for, and nothing is deleted: nothing is waited for.
files
ftp 0 get a --out "$work/in"
same "$(cat "$work/in/a")" abc
same "$(synced)" 0

# Asked for: the bytes before they get their name, and the name after it.
files
ftp 0 get a --out "$work/in" --durable
same "$(cat "$work/in/a")" abc
bytes=$(grep -nE 'f(data)?sync\([0-9]+<.*/in/[^>]+>' "$work/calls" | head -n 1 | cut -d : -f 1)
folder=$(line 'f(data)?sync\([0-9]+<[^>]*/in>')
renamed=$(line 'rename.*"a"|rename.*/in/a"')
[ "${bytes:-0}" -gt 0 ] || fail "$asked: the file was not synced"
[ "$renamed" -gt "${bytes:-0}" ] || fail "$asked: the file had its name ($renamed) before its bytes were safe (${bytes:-0})"
[ "$folder" -gt "$renamed" ] || fail "$asked: the name ($renamed) was not made safe ($folder)"

# Something is deleted: safe first, also where nobody asked, and deleted then.
for option in '' --durable; do
    files
    # shellcheck disable=SC2086
    ftp 0 get a --out "$work/in" --set deleteAfterReading=true $option
    sent 'DELE a'
    deleted=$(line '(sendto|sendmsg|write)\(.*DELE a')
    bytes=$(line 'f(data)?sync\([0-9]+<.*/in/[^>]+>')
    [ "$bytes" -gt 0 ] || fail "$asked: the file was not synced"
    [ "$deleted" -gt "$bytes" ] || fail "$asked: DELE ($deleted) before the bytes were safe ($bytes)"
    # By which name it would be found again after a loss of power: that of the part, with what says its own.
    kept=$(first 'rename.*\.prepared"')
    folder=$(first 'f(data)?sync\([0-9]+<[^>]*/in>')
    [ "$kept" -gt 0 ] && [ "$folder" -gt "$kept" ] && [ "$deleted" -gt "$folder" ] ||
        fail "$asked: DELE ($deleted) before the name ($kept) was safe ($folder)"
done

# Several in one run: each is told of when its bytes and then its name are safe, and not before.
serve <<'END'
{"files": {"/a": "abc", "/b": "b", "/c": "cc"}}
END
mkdir "$work/in"
ftp 0 query --out "$work/in" --durable --json
previous=0
for name in a b c; do
    renamed=$(first "rename.*\"$name\"")
    told=$(first "write\\(1<.*fileName[^a-z]*$name[^a-z]")
    folder=$(between "$renamed" "$told" 'f(data)?sync\([0-9]+<[^>]*/in>')
    safe=$(between "$previous" "$renamed" 'f(data)?sync\([0-9]+<[^>]*/in/[^>]+>')
    [ "$safe" -gt 0 ] || fail "$asked: $name had its name ($renamed) before its bytes were safe"
    [ "$folder" -gt 0 ] || fail "$asked: $name was told of ($told) before its name ($renamed) was safe"
    previous=$renamed
done

# What can't be made safe is not deleted: the folder takes no new file.
if [ "$(id -u)" -ne 0 ]; then
    files
    chmod 500 "$work/in"
    program=$untraced
    asked='a folder that takes no file'
    "$program" run ftp get a -c "$work/conn.json" --out "$work/in" --set deleteAfterReading=true >"$work/out" 2>"$work/err" &&
        fail "$asked: it was fetched"
    unsent 'DELE a'
    chmod 700 "$work/in"
fi
finish
