#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# protocol.F4: login directories that are no paths with slashes: nothing is joined to them.
. "${srcdir:-.}/tests/hostile/setup.sh"

# VMS and MVS: a relative name stays one, after CWD to what was given
for directory in 'DISK$USER:[TESTER]' "'HLQ.'"; do
    serve <<END
{"directories": ["/in"], "files": {"/a": "1", "/in/a": "22"},
 "rules": [{"on": "PWD", "do": ["257 \"$directory\" is the current directory"]},
           {"on": "SYST", "do": ["215 VMS or MVS"]}]}
END
    printf '{"id": "a"}\n{"id": "a", "properties": {"remoteDirectory": "in"}}\n' >"$work/inputs"
    ftp 0 get --input "$work/inputs"
    has out '"content":"MQ=="' '"content":"MjI="'
    lacks out "$directory"
    sent 'CWD in'
    unsent 'SITE NAMEFMT 1' "CWD $directory" "CWD $directory/in"
done

# Where the login directory is not known a relative Staging Directory leads nowhere (create.stagingDirectory).
printf new >"$work/new"
for staging in stage . '[STAGE]'; do
    for dry in '' --dry-run; do
        serve <<'END'
{"directories": ["/in", "/stage", "/in/stage"], "rules": [{"on": "PWD", "do": ["257 \"DISK:[USER]\" is current"]}]}
END
        # shellcheck disable=SC2086
        ftp 1 create $dry --set "stagingDirectory=$staging" --property remoteDirectory=in "$work/new"
        has out ftp.name.invalid 'Staging Directory' 'begins with /'
        ! grep -q '^STOR' "$work/commands" || fail "$asked: something was sent"
    done
done
serve <<'END'
{"directories": ["/in", "/stage"], "rules": [{"on": "PWD", "do": ["257 \"DISK:[USER]\" is current"]}]}
END
ftp 0 create --set stagingDirectory=/stage --property remoteDirectory=/in "$work/new"
grep -q '^STOR /stage/new.hawser-' "$work/commands" || fail "$asked: it was not made in /stage"

# OS/400: asked for slashes, it has them
serve <<'END'
{"directory": "/home", "files": {"/home/a": "1"},
 "rules": [{"on": "PWD", "times": 1, "do": ["257 \"QGPL\" is current library."]},
           {"on": "PWD", "do": ["257 \"/home\" is current directory."]},
           {"on": "SYST", "do": ["215  OS/400 is the remote operating system."]},
           {"on": "SITE NAMEFMT 1", "do": ["250  Now using naming format \"1\"."]}]}
END
printf '{"id": "/home/a"}\n' >"$work/inputs"
ftp 0 get --input "$work/inputs"
has out '"content":"MQ=="' '"remoteDirectory":"/home"'
sent 'SITE NAMEFMT 1'

# ... or not
serve <<'END'
{"files": {"/a": "1"},
 "rules": [{"on": "PWD", "do": ["257 \"QGPL\" is current library."]},
           {"on": "SYST", "do": ["215  OS/400 is the remote operating system."]},
           {"on": "SITE NAMEFMT 1", "do": ["501 Unknown subcommand"]}]}
END
printf '{"id": "a"}\n' >"$work/inputs"
ftp 0 get --input "$work/inputs"
has out '"content":"MQ=="'
unsent 'CWD QGPL'

# A path with slashes is nothing to ask about
serve <<'END'
{"files": {"/a": "1"}}
END
ftp 0 get --input "$work/inputs"
unsent SYST
finish
