# SPDX-License-Identifier: Apache-2.0
# Reads docs/coverage.md, then the tests. Prints "row ID", "proof ID FILE" for what the table says, and
# "named ID FILE" for each id in a comment or at the front of a text in a test.
function is_id(word) {
    return word ~ /^(connection|create|get|query|list|delete|input|output|session|filter|ascii|error|run|diagnosis|protocol)\.[A-Za-z0-9-]*[A-Za-z0-9]$/ &&
        word !~ /\.(awk|c|h|json|md|mk|py|sh|txt)$/
}
function named(text,    count, words, i) {
    count = split(text, words, /[^A-Za-z0-9.-]+/)
    for (i = 1; i <= count; i++) {
        sub(/[.]+$/, "", words[i])
        if (is_id(words[i])) print "named", words[i], FILENAME
    }
}
FNR == 1 { table = FILENAME ~ /\.md$/; block = 0 }
table && /^\| `[^`]*` \|/ {
    count = split($0, cells, / *\| */)
    id = cells[2]
    gsub(/`/, "", id)
    print "row", id
    files = split(cells[count - 1], paths, /[ ,`]+/)
    for (i = 1; i <= files; i++)
        if (paths[i] != "") print "proof", id, "tests/" paths[i]
}
table { next }
# The comments of C, of which one may have many lines, and those of a shell or of Python.
FILENAME ~ /\.[ch]$/ && (block || /\/\*/) {
    text = $0
    if (!block) sub(/.*\/\*/, "", text)
    named(text)
    block = text !~ /\*\//
    next
}
FILENAME !~ /\.[ch]$/ && /^[ \t]*#/ { named($0) }
# A title: {"connection.port: what of it", ...
/[{(]"[a-z]+\.[A-Za-z0-9-]+[":]/ {
    text = $0
    while (match(text, /[{(]"[a-z]+\.[A-Za-z0-9-]+[":]/)) {
        named(substr(text, RSTART + 2, RLENGTH - 3))
        text = substr(text, RSTART + RLENGTH)
    }
}
