#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# protocol.L4
# Runs the corpora where they are: HAWSER_CORPORA, else beside the source folder. The program counts
# every difference as a failure; this test passes where disagreements.txt gives the reason for each.
here=${srcdir:-.}
folder=${HAWSER_CORPORA:-$here/../shared/corpora}
if [ ! -d "$folder" ]; then
    echo "skipped: no test corpora at $folder (set HAWSER_CORPORA to their folder)"
    exit 77
fi
status=0
for kind in listing replies; do
    for file in "$folder/$kind"/*.jsonl; do
        [ -f "$file" ] || continue
        echo "# $kind $file"
        ./tests/corpus/corpus "$kind" "$file" >corpus-$kind.out
        [ $? -le 1 ] || status=1
        cat corpus-$kind.out
        failures=$(sed -n -e '/: skipped: /d' -e 's,^\([^ :]*/[^ :]*\):.*,\1,p' corpus-$kind.out)
        for id in $failures; do
            grep -q "^$id " "$here/tests/corpus/disagreements.txt" || { echo "new: $id"; status=1; }
        done
        rm -f corpus-$kind.out
    done
done
exit $status
