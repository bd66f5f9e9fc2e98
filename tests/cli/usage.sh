#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What is wrong on the command line is said, with what was probably meant, and the status is 2.
. "${srcdir:-.}/tests/cli/setup.sh"

expect 2
has err 'usage: hawser COMMAND'
empty out
expect 0 --help
has out 'connectors' 'exit status'
expect 0 --version
has out 'hawser '
expect 0 help
has out 'usage: hawser COMMAND' 'exit status'
empty err
expect 0 help run
has out 'usage: hawser run'
for command in connectors describe init validate test run trust; do
    expect 0 $command --help
    has out "usage: hawser $command" 'example:' '--json'
    empty err
done
lacks out 'conform'

expect 2 rnu
has err 'there is no command "rnu"' 'hint: did you mean hawser run?'
empty out
expect 2 nonsense
has err 'hawser --help lists the commands'
expect 2 rnu --json
has out '{"error":{"id":"cli.usage.command","code":"BAD_ARGUMENT","retry":"NEVER"'

expect 2 run demo fetch --conection "$work/conn.json"
has err 'no option --conection' 'did you mean --connection?'
expect 2 run demo fetch -x
has err 'no option -x'
expect 2 run demo list --recursive -c "$work/conn.json"
has err 'no option --recursive' '--set FIELD=VALUE'
expect 2 trust remove --recursive
lacks err '--set FIELD'
expect 2 run demo fetch --connection
has err '--connection needs FILE'
expect 2 run demo fetch -c
has err '--connection needs FILE'
expect 2 run demo fetch --json=yes
has err '--json takes no argument'
expect 2 run demo
has err 'run needs more'
expect 2 describe
expect 2 describe demo more
has err 'can'"'"'t do anything with "more"'
expect 2 trust
expect 2 trust lst
has err 'hawser trust list?'
expect 2 trust add
expect 2 trust remove a b
expect 2 trust list more

# What lies beside the connectors of a build is one of them, or is not there. What an older build left does not count.
find .libs -name 'hawser-allocation.*' ! -newer sdk/cli/conform/.libs/hawser-allocation.so -exec rm {} + 2>/dev/null
HAWSER_CONNECTOR_PATH=$PWD/.libs expect 0 connectors
lacks out '(unusable)' 'allocation'
has out 'disk' 'ftp'
empty err

expect 2 describe nowhere
has err 'nowhere'
expect 2 run demo fech -c "$work/conn.json" --out "$work" a
has err 'no action "fech"' 'did you mean fetch?'
expect 2 run demo zzzzzz -c "$work/conn.json" --out "$work" a
has err 'its actions are fetch all list store remove'

expect 2 run demo fetch a --out "$work"
has err 'the connection is missing: --connection FILE'
expect 2 run demo fetch -c "$work/none.json" a --out "$work"
has err 'none.json: No such file'
expect 2 run demo fetch -c "$work/conn.json" a
has err 'say where to with --out'
expect 2 run demo list -c "$work/conn.json" --out -
has err 'makes records'
expect 2 run demo fetch -c "$work/conn.json" --out - --json a
has err 'both'
expect 2 run demo fetch -c "$work/conn.json" --overwrite --out - a
has err '--overwrite needs --out DIR'
expect 2 run demo fetch -c "$work/conn.json" --out "$work"
has err 'fetch needs at least one id'
expect 2 run demo store -c "$work/conn.json"
has err 'store needs at least one file'
expect 2 run demo list -c "$work/conn.json" extra
has err 'list takes no inputs' 'hint: choose with --filter'
expect 2 test demo -c "$work/not-there.json"
has err 'not-there.json: No such file' 'hint: name a file that is there'
expect 2 test demo --connection=
has err 'hint: the name is blank'
expect 2 trust add "$work/conn.json"
has err "hawser: $work/conn.json: this holds no certificate" 'hint: Give'
expect 2 trust add "$work/conn.json" --json
has out "\"message\":\"$work/conn.json: this holds no certificate"

# What has several forms is told by them, and not by the types that they happen to have.
HAWSER_CONNECTOR_PATH=$PWD/.libs expect 3 validate ftp -c "$work/conn.json" --action list --filter 'filename like "a"'
has out 'Property must be "fileName"' 'it is "filename"' 'Write "fileName": upper and lower case matter'
lacks out 'an object or an object'
HAWSER_CONNECTOR_PATH=$PWD/.libs expect 3 validate ftp -c "$work/conn.json" --action list --set 'filter={"x":1}'
has out 'Filter must have property, operator and value'

# The id, by which docs/errors.md explains it, is for whoever asks for more.
expect 1 run demo fetch missing -c "$work/conn.json" --out "$work/in"
lacks err 'demo.missing'
expect 1 run demo fetch missing -c "$work/conn.json" --out "$work/in" -v
has err '  id: demo.missing'
expect 3 test demo -c "$work/conn.json" --set-connection host= -v
HAWSER_CONNECTOR_PATH=$PWD/.libs expect 4 test ftp -v -c "$work/conn.json" --set-connection host=127.0.0.1 --set-connection port=1
has out 'id: ftp.connect.refused'
expect 2 run demo fetch -c - --input - --out "$work" </dev/null
has err 'only one of'
expect 2 run demo store -c - - --property fileName=x </dev/null
has err 'only one of'
expect 2 run demo store -c "$work/conn.json" - - --property fileName=x </dev/null
has err 'only one of'
for timeout in 0 -1 abc 5x '' inf nan; do
    expect 2 run demo list -c "$work/conn.json" --timeout "$timeout"
    has err '--timeout takes a number of seconds'
done
for name in '' .x a/b 'a b'; do
    expect 2 run demo list -c "$work/conn.json" --lock "$name"
    has err '--lock takes a name'
done
expect 2 run demo list -c "$work/conn.json" --correlation 'a b'
has err '--correlation takes'
finish
