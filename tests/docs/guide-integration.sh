#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# docs/guide-integration.md, followed literally with a real server on loopback, ends in a job that systemd and cron can run.
set -u
build=$PWD
source=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d) || exit 99
chmod 755 "$work"
. "$source/tests/docs/server.sh"
trap 'end_server; rm -rf "$work"' EXIT
start pyftpdlib || start proftpd || skip "no FTP server that looks at passwords: $(cat "$work/server.err")"
unset HAWSER_CONNECTOR_PATH HAWSER_TRUST_DIR HAWSER_STATE_DIR
. "$source/tests/docs/installed.sh"
unset HAWSER_CONNECTOR_PATH HAWSER_TRUST_DIR HAWSER_STATE_DIR JOB
command -v systemd-analyze >/dev/null || {
    echo "no systemd-analyze is here: the units are not looked at"
    printf '#!/bin/sh\nexit 0\n' >"$work/tools/systemd-analyze"
    chmod 755 "$work/tools/systemd-analyze"
}

FTP_HOST=$(member host)
FTP_PORT=$(member port)
FTP_USER=$(member user)
FTP_PASSWORD=$(member password)
FTP_DIRECTORY=$(member directory)
export FTP_HOST FTP_PORT FTP_USER FTP_PASSWORD FTP_DIRECTORY
cd "$work" || exit 99
follow guide-integration.md
[ -z "$(ls -A "$(member local_directory)")" ] || {
    echo "FAIL: the guide leaves files on the server: $(ls -A "$(member local_directory)")"
    exit 1
}
exit 0
