#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Errors that only a server gone wrong can cause: each has its own id.
. "${srcdir:-.}/tests/hostile/setup.sh"

# change NAME VALUE: a member of the connection, in JSON
change() {
    sed "s|\"$1\": [^,}]*|\"$1\": $2|" "$work/conn.json" >"$work/conn.new"
    mv "$work/conn.new" "$work/conn.json"
}

# error.greeting
serve <<'END'
{"greeting": ["554 not for you"]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.connect.greeting"' '554'
unsent 'USER tester'

# error.unreachable: an address to which nobody may connect
change host '"255.255.255.255"'
ftp 4 get a --out "$work/in"
has out '"id":"ftp.connect.failed"' '255.255.255.255'

# error.trust-store: what is trusted can't be read, so nobody is
serve <<'END'
{"rules": [{"on": "AUTH TLS", "do": ["234 go on"]}]}
END
change sslMode '"explicit"'
HAWSER_CA_BUNDLE=$work/nothing.pem
export HAWSER_CA_BUNDLE
ftp 4 get a --out "$work/in"
has out '"id":"ftp.tls.trust-store"'
unsent 'USER tester'
unset HAWSER_CA_BUNDLE

# error.425: the address, the port and the mode that were tried, and the other mode
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "RETR a", "do": ["425 can not open"]}]}
END
ftp 4 get a --out "$work/in"
has out '"native":425' '127.0.0.1, port ' 'Passive mode' 'Connection Mode active'
lacks out 'TLS session reuse'

# error.passive-reply
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "EPSV", "do": ["229 entering"]}, {"on": "PASV", "do": ["227 entering (127,0,0,1)"]}]}
END
ftp 4 get a --out "$work/in"
has out '"id":"ftp.data.passive-reply"'
unsent 'RETR a'

# error.listing-unreadable list.incomplete: not one line can be read, or one of two
serve <<'END'
{"rules": [{"on": "LIST", "do": ["150 x", {"send": "what is this\r\nnobody knows\r\n"}, {"close": "data"}, "226 y"]}]}
END
ftp 4 list
has out '"id":"ftp.listing.unreadable"' 'what is this'
serve <<'END'
{"rules": [{"on": "LIST", "do": ["150 x",
    {"send": "-rw-r--r-- 1 u g 3 Jan 02 2024 a\r\nwhat is this\r\n"}, {"close": "data"}, "226 y"]}]}
END
ftp 0 list
has out '"incomplete"' 'what is this'

# error.age-unknown query.minimumAge
serve <<'END'
{"features": [], "files": {"/a": "abc"}, "rules": [{"on": "MDTM.*", "do": ["502 no"]}]}
END
ftp 1 query --out "$work/in" --set minimumAge=1
has out '"id":"ftp.file.age-unknown"'
unsent 'RETR a'

# error.listing-too-large query.orderBy: an order needs the names in memory, which has a bound of 64 MiB
if [ -n "${HAWSER_CHECK_LONG-}" ]; then
    long=$(printf '%02000d' 7)
serve <<END
{"rules": [{"on": "LIST", "do": ["150 x", {"send": "-rw-r--r-- 1 u g 3 Jan 02 2024 $long\r\n", "times": 36000}, {"close": "data"}, "226 y"]}]}
END
ftp 1 query --out "$work/in" --set orderBy=size
has out '"id":"ftp.listing.too-large"'
fi

# error.delete-unknown
serve <<'END'
{"files": {"/a": "abc"}, "rules": [{"on": "DELE a", "do": [{"close": "control"}]}]}
END
ftp 4 delete a
has out '"id":"ftp.file.delete-unknown"' '"status":"UNKNOWN"'

# error.unsupported list.recursive: nobody knows where the login begins
serve <<'END'
{"directory": null, "files": {"/a": "abc"}}
END
ftp 4 list --set recursive=true
has out '"id":"ftp.unsupported"' 'Remote Directory'

# error.421 error.426 error.450 error.451 error.452 error.500 error.501 error.502 error.503 error.504
# error.522 error.530 error.532 error.534 error.550 error.551 error.552 error.553: as an execution reports them
while read -r code id; do
    serve <<END
{"rules": [{"on": "STOR .*", "do": ["$code no"]}]}
END
    printf new >"$work/f"
    "$program" run ftp create -c "$work/conn.json" --json --set-connection maxRetries=0 "$work/f" >"$work/out" 2>"$work/err"
    asked="STOR answered with $code"
    has out "\"id\":\"$id\"" "\"native\":$code" '"hint":"'
    lacks out '"status":"SUCCESS"'
done <<'END'
421 ftp.service.closing
425 ftp.data.blocked
426 ftp.data.aborted
450 ftp.file.busy
451 ftp.file.server-error
452 ftp.file.no-space
500 ftp.command.unknown
501 ftp.command.argument
502 ftp.command.not-implemented
503 ftp.command.order
504 ftp.command.parameter
522 ftp.data.network-protocol
530 ftp.login.lost
532 ftp.login.account
534 ftp.data.protection
550 ftp.file.unavailable
551 ftp.file.page-type
552 ftp.file.quota
553 ftp.file.name-refused
END
finish
