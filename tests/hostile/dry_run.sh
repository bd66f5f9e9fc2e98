#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Dry runs, by what the server is asked: rows run.dry-run, create.dry-run, get.dry-run, query.dry-run, list.dry-run, delete.dry-run.
. "${srcdir:-.}/tests/hostile/setup.sh"
printf new >"$work/f"

# looked: every command that came is one that reads, and no file was transferred
looked() {
    ! grep -vE '^(USER|PASS|FEAT|OPTS|PWD|CWD|TYPE|SIZE|MDTM|MLST|EPSV|PASV|LIST|MLSD|NLST|SYST|NOOP|QUIT)( |$)' \
        "$work/commands" || fail "$asked: the server got more than a look needs"
}

begin() {
    serve <<'END'
{"files": {"/a": "abc", "/b": "b", "/f": "old", "/done/b": "b"}}
END
    sed -i 's/"userName"/"siteCommands": ["UMASK 022"], "userName"/' "$work/conn.json"
}

for line in 'get a b nothing' 'get a --set deleteAfterReading=true' 'get a b --set moveAfterReading=/done' \
    'query --set deleteAfterReading=true' 'query --set stableFor=1' 'query --set minimumAge=5' 'list' 'delete a b' \
    "create $work/f --set actionIfFileExists=overwrite" "create $work/f --set actionIfFileExists=append" \
    "create $work/f --set actionIfFileExists=createUniqueName" \
    "create $work/f --set createDirectories=true --property remoteDirectory=/p/q"; do
    begin
    # shellcheck disable=SC2086
    ftp 0 $line --dry-run
    has out '"record":{'
    looked
done

# Errors that a look finds; the documents after one are left, or go on.
begin
ftp 1 delete nothing a --dry-run
has out '"code":"ftp.file.not-found"' '"status":"SKIPPED"'
lacks out '"would"'
looked
begin
ftp 1 delete nothing a --dry-run --set returnApplicationErrorResponses=true
has out '"record":{"error":{"id":"ftp.file.not-found"' '"record":{"would":"delete","fileName":"a"'
looked
begin
ftp 1 create "$work/f" --dry-run
has out '"code":"ftp.file.exists"'
looked
serve <<'END'
{"rules": [{"on": "PASS.*", "do": ["530 no"]}]}
END
ftp 4 delete a --dry-run
has out '"code":"ftp.login.refused"'

# After it, the same server is told all.
begin
ftp 4 delete a
sent 'SITE UMASK 022'
finish
