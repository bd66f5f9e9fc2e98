#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# connection.browse
# Directories that a server suggests for Remote Directory, on every server that is there.
. "${srcdir:-.}/tests/cli/setup.sh"
. "${srcdir:-.}/tests/docs/server.sh"
chmod 755 "$work"
trap 'end_server; rm -rf "$work"' EXIT
SERVER_PASSWORD=
export SERVER_PASSWORD

# suggests "VALUE..." TYPED [OPTION...]: exactly these, a line each, in this order; | stands for the line's end
suggests() {
    wished=$1
    shift
    expect 0 browse ftp remoteDirectory -c "$work/conn.json" "$@"
    same "$(tr '\n' '|' <"$work/out")" "$wished"
    [ -n "$wished" ] || has err 'nothing to suggest'
    [ -z "$wished" ] || empty err
}

try() {
    expect 0 trust add "$(member ca)"
    SERVER_PASSWORD=$(member password)
    connection SERVER_PASSWORD >"$work/conn.json"
    top=$(member directory)
    [ "$top" != / ] || top=
    local=$(member local_directory)
    mkdir -p "$local/reports/2025" "$local/reports/2026" "$local/reports/old" "$local/-x" "$local/a b" "$local/Zoo"
    mkdir "$local/bücher" "$local/many"
    # pyftpdlib shows bytes that are no UTF-8 as question marks.
    [ "$1" = pyftpdlib ] || mkdir "$(printf '%s/caf\351' "$local")"
    echo x >"$local/reports/20.txt"
    chmod -R a+rX "$local"

    suggests "$top/-x|$top/Zoo|$top/a b|$top/bücher|$top/many|$top/reports|" "$top/"
    suggests "$top/reports/2025|$top/reports/2026|" "$top/reports/20"
    suggests "$top/bücher|" "$top/bü"
    suggests "$top/-x|" "$top/-"
    suggests '' "$top/Rep"
    suggests '' "$top/many/"
    # A server without UTF-8: the name that is text in its encoding, and what was typed of it as well.
    [ "$1" = pyftpdlib ] || {
        suggests "$top/café|" "$top/caf" --set-connection encoding=ISO-8859-1
        suggests "$top/café|" "$top/café" --set-connection encoding=ISO-8859-1
    }
    expect 0 browse ftp /remoteDirectory "$top/reports/o" -c "$work/conn.json" --json
    same "$(cat "$work/out")" "{\"value\":\"$top/reports/old\",\"title\":\"old\"}"

    expect 4 browse ftp remoteDirectory "$top/nowhere/" -c "$work/conn.json"
    empty out
    has err 'nowhere' 'hint: Check Remote Directory'
    expect 2 browse ftp host "$top/" -c "$work/conn.json"
    has err 'no suggestions for /host' 'hint: Ask for /remoteDirectory'
    expect 3 browse ftp remoteDirectory -c "$work/conn.json" --set-connection port=0
    SERVER_PASSWORD=not-the-password
    [ "$1" = vsftpd ] || expect 4 browse ftp remoteDirectory -c "$work/conn.json"
    lacks err "$SERVER_PASSWORD"
    SERVER_PASSWORD=$(member password)
}

# More than anybody reads: the first of them, and a word of the others.
try_many() {
    i=0
    while [ $i -lt 1003 ]; do
        echo "$local/many/d$i"
        i=$((i + 1))
    done | xargs mkdir
    expect 0 browse ftp remoteDirectory "$top/many/" -c "$work/conn.json"
    same "$(wc -l <"$work/out" | tr -d ' ')" 1000
    LC_ALL=C sort -c "$work/out" || fail "$asked: not by name"
    has err 'more directories than these 1000'
    suggests "$top/many/d1002|" "$top/many/d1002"
}

tried=0
for kind in vsftpd proftpd pureftpd pyftpdlib; do
    start $kind || continue
    try $kind
    [ $tried -gt 0 ] || try_many
    tried=$((tried + 1))
    end_server
    server=
    rm -f "$work/server.json"
done
[ $tried -gt 0 ] || skip 'no FTP server'

echo '{"root": "/nowhere"}' >"$work/disk.json"
expect 2 browse disk root -c "$work/disk.json"
has err 'no suggestions'
echo '{}' >"$work/blank.json"
expect 3 browse ftp remoteDirectory -c "$work/blank.json"
has err 'Host is missing'
expect 4 browse ftp remoteDirectory -c "$work/blank.json" --set-connection host=127.0.0.1 --set-connection port=1
expect 2 browse ftp
expect 2 browse ftp remoteDirectory a b -c "$work/blank.json"
finish
