#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every reply code that a person can act on, in the phase where it comes: its id, class, retry class and status.
. "${srcdir:-.}/tests/hostile/setup.sh"
printf new >"$work/f"
"$program" describe ftp --json >"$work/catalogue" || exit 99

# row ID COMMAND REPLY ERROR CLASS RETRY STATUS ACTION...: the server answers the command with this reply for ever
row() {
    row=$1
    id=$4
    wanted_class=$5
    retry=$6
    status=$7
    serve <<END
{"files": {"/a": "abc", "/g": "old"}, "rules": [{"on": "$2", "do": ["$3"]}]}
END
    sed -i 's/"userName"/"maxRetries": 0, "extendedPassive": "'"${passive:-auto}"'", "userName"/' "$work/conn.json"
    exit_status=4
    [ "$status" = FAILURE ] || [ "$status" = UNKNOWN ] || exit_status=1
    shift 7
    before=$failures
    ftp $exit_status "$@"
    has out '"status":"'"$status"'","code":"'"$id"'"' '"code":"'"$wanted_class"'","retry":"'"$retry"'"' '"hint":"'
    grep -qF '"id":"'"$id"'"' "$work/catalogue" || grep -qF '"id": "'"$id"'"' "$work/catalogue" ||
        fail "the catalogue lacks $id"
    [ "$failures" -eq "$before" ] || echo "in the row error.$row"
}

get="get a --out $work/in"
append="create $work/f --property fileName=g --set actionIfFileExists=append"
replace="create $work/f --property fileName=g --set actionIfFileExists=overwrite"
# shellcheck disable=SC2086
{
    row 421 'RETR a' '421 Idle too long' ftp.service.closing NETWORK NEW_CONNECTION FAILURE $get
    row 421 'STOR .*' '421 Going down' ftp.service.closing NETWORK NEW_CONNECTION FAILURE create "$work/f"
    row 421 'DELE a' '421 Going down' ftp.service.closing NETWORK NEW_CONNECTION FAILURE delete a
    row 425 'RETR a' '425 Cannot open' ftp.data.blocked NETWORK NEW_CONNECTION FAILURE $get
    row 425 'LIST' '425 Cannot open' ftp.data.blocked NETWORK NEW_CONNECTION FAILURE list
    row 425 'RETR a' '425 TLS session reuse required' ftp.data.session-reuse-required TRUST NEVER FAILURE $get
    row 426 'RETR a' '426 Aborted' ftp.data.aborted NETWORK SAME_CONNECTION FAILURE $get
    row 426 'STOR .*' '426 Aborted' ftp.data.aborted NETWORK SAME_CONNECTION FAILURE create "$work/f"
    row 450 'RETR a' '450 Busy' ftp.file.busy RESOURCE LATER APPLICATION_ERROR $get
    row 450 'DELE a' '450 Busy' ftp.file.busy RESOURCE LATER APPLICATION_ERROR delete a
    row 451 'RETR a' '451 Fault' ftp.file.server-error RESOURCE LATER APPLICATION_ERROR $get
    row 451 'STOR .*' '451 Fault' ftp.file.server-error RESOURCE LATER APPLICATION_ERROR create "$work/f"
    row 452 'STOR .*' '452 Full' ftp.file.no-space RESOURCE LATER APPLICATION_ERROR create "$work/f"
    row 500 'RETR a' '500 What' ftp.command.unknown UNSUPPORTED NEVER FAILURE $get
    row 501 'RETR a' '501 What' ftp.command.argument UNSUPPORTED NEVER FAILURE $get
    row 502 'RETR a' '502 Not here' ftp.command.not-implemented UNSUPPORTED NEVER FAILURE $get
    row 503 'RETR a' '503 Not now' ftp.command.order PROTOCOL NEW_CONNECTION FAILURE $get
    row 504 'RETR a' '504 Not so' ftp.command.parameter UNSUPPORTED NEVER FAILURE $get
    row 505 'RETR a' '505 No' ftp.command.refused UNSUPPORTED NEVER FAILURE $get
    for code in 500 501 502 503 504; do
        row $code 'APPE g' "$code Not so" ftp.file.append-refused UNSUPPORTED NEVER APPLICATION_ERROR $append
    done
    # protocol.D5
    passive=always
    row 522 'EPSV' '522 Use (1)' ftp.data.network-protocol UNSUPPORTED NEVER FAILURE $get
    passive=auto
    row 522 'RETR a' '522 Protection refused: TLS' ftp.data.protection TRUST NEVER FAILURE $get
    row 530 'PASS.*' '530 Wrong' ftp.login.refused AUTHENTICATION NEVER FAILURE $get
    row 530 'RETR a' '530 Log in' ftp.login.lost AUTHENTICATION NEW_CONNECTION FAILURE $get
    row 532 'STOR .*' '532 Account needed' ftp.login.account AUTHENTICATION NEVER FAILURE create "$work/f"
    row 532 'PASS.*' '532 Account needed' ftp.login.account AUTHENTICATION NEVER FAILURE $get
    row 534 'RETR a' '534 Not with this' ftp.data.protection TRUST NEVER FAILURE $get
    row 550.not-found 'CWD.*' '550 No' ftp.directory.missing NOT_FOUND NEVER APPLICATION_ERROR get b/a --out "$work/in"
    row 550.not-found 'DELE.*' '550 No' ftp.file.not-found NOT_FOUND NEVER APPLICATION_ERROR delete b
    row 550.denied 'RETR a' '550 No' ftp.file.denied DENIED NEVER APPLICATION_ERROR $get
    row 550.denied 'DELE a' '550 No' ftp.file.delete-refused DENIED NEVER APPLICATION_ERROR delete a
    row 550.denied 'RNTO h' '550 No' ftp.file.rename-refused DENIED NEVER APPLICATION_ERROR create "$work/f" \
        --property fileName=h --set actionIfFileExists=overwrite --property remoteDirectory=/
    row 551 'RETR a' '551 Page type' ftp.file.page-type UNSUPPORTED NEVER APPLICATION_ERROR $get
    row 552 'STOR .*' '552 Quota' ftp.file.quota RESOURCE LATER APPLICATION_ERROR create "$work/f"
    row 553 'STOR .*' '553 Name' ftp.file.name-refused DENIED NEVER APPLICATION_ERROR create "$work/f"
    row 553 'RNTO f' '553 It exists' ftp.file.exists EXISTS NEVER APPLICATION_ERROR create "$work/f"
}

# A reply that was lost says nothing of what was done.
lost='{"close": "control"}'
lose() {
    serve <<END
{"files": {"/a": "abc", "/g": "old"}, "rules": [{"on": "$1", "do": [$2]}]}
END
    sed -i 's/"userName"/"maxRetries": 0, "userName"/' "$work/conn.json"
}
lose 'DELE a' "$lost"
ftp 4 delete a # error.delete-unknown
has out '"status":"UNKNOWN","code":"ftp.file.delete-unknown"'
lose 'RNTO g' "$lost"
# shellcheck disable=SC2086
ftp 4 $replace # error.rename-unknown
has out '"status":"UNKNOWN","code":"ftp.file.rename-unknown"'
lose 'APPE g' "\"150 x\", {\"receive\": \"g\"}, $lost"
# shellcheck disable=SC2086
ftp 4 $append # error.append-unknown
has out '"status":"UNKNOWN","code":"ftp.file.append-unknown"'
lose 'RNFR .*' "$lost"
# shellcheck disable=SC2086
ftp 4 $replace
has out '"status":"FAILURE","code":"ftp.connection.lost"'
finish
