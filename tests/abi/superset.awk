# SPDX-License-Identifier: Apache-2.0
# From a header as it was released, a source that compiles with today's header of that name only where today's has all
# that was there: each struct's members, where they were and of the type that they were; each constant's value; each
# function and type of a function as it was declared. What came since is not looked at.

# The text without comments, statement by statement.
{
    line = without_comments($0)
    if (directive_goes_on || line ~ /^#/)
        directive(line)
    else if (line !~ /^extern "C" \{$/ && line !~ /^}[ \t]*$/)
        statement(line)
}

function without_comments(line,    at, kept) {
    kept = ""
    while (line != "") {
        at = index(line, inside ? "*/" : "/*")
        if (!inside)
            kept = kept (at == 0 ? line : substr(line, 1, at - 1))
        if (at == 0)
            break
        line = substr(line, at + 2)
        inside = !inside
    }
    return kept
}

# A constant is a number or a text. What takes arguments, guards and attributes are no values.
function directive(line,    words, name, value, begun) {
    begun = directive_goes_on
    directive_goes_on = line ~ /\\$/
    if (begun || split(line, words, /[ \t]+/) < 3 || words[1] != "#define" || words[2] !~ /^HAWSER_[A-Z0-9_]+$/ ||
        words[2] == "HAWSER_ABI_MINOR" || words[2] == "HAWSER_EXPORT")
        return
    name = words[2]
    value = line
    sub(/^#define[ \t]+[A-Z0-9_]+[ \t]+/, "", value)
    sub(/[ \t]+$/, "", value)
    if (value ~ /^"/)
        assert("__builtin_strcmp(" name ", " value ") == 0", name)
    else
        assert("(" name ") == (" value ") && sizeof(" name ") == sizeof(" value ")", name)
    constants++
}

function assert(what, about) {
    print "_Static_assert(" what ", \"" about "\");"
}

function statement(line) {
    text = text line "\n"
    if (struct == "" && text ~ /^[ \n]*typedef struct [a-z0-9_]+ \{/) {
        struct = text
        sub(/^[ \n]*typedef struct /, "", struct)
        sub(/ \{.*/, "", struct)
        members = sized = 0
        body = ""
        sub(/^[^{]*\{/, "", text)
    }
    if (struct != "" && text ~ /^[ \n]*} [a-z0-9_]+;/) {
        finish_struct()
        text = ""
    } else if (text ~ /;[ \n]*$/) {
        if (struct != "")
            member()
        else
            declaration()
        text = ""
    }
}

function member(    name) {
    body = body text
    name = text
    if (name ~ /\(\*[a-z0-9_]+\)/) {
        sub(/^[^*]*.*\(\*/, "(*", name)
        name = text
        match(name, /\(\*[a-z0-9_]+\)/)
        name = substr(name, RSTART + 2, RLENGTH - 3)
    } else {
        sub(/(\[[0-9]+\])?;[ \n]*$/, "", name)
        sub(/.*[^a-z0-9_]/, "", name)
    }
    names[++members] = name
    sized = sized || name == "size"
}

function finish_struct(    i, here, there) {
    print "struct was_" struct " {" body "};"
    for (i = 1; i <= members; i++) {
        here = "(((" struct " *)0)->" names[i] ")"
        there = "(((struct was_" struct " *)0)->" names[i] ")"
        assert("offsetof(" struct ", " names[i] ") == offsetof(struct was_" struct ", " names[i] ")",
            struct "." names[i] " stands elsewhere")
        assert("_Generic(&" here ", __typeof__(&" there "): 1, default: 0)",
            struct "." names[i] " is of another type")
    }
    here = "struct was_" struct
    # A member that came into padding would seem to be there in the structs of those who do not know it.
    assert("sizeof(" here ") == offsetof(" here ", " names[members] ") + sizeof(((" here " *)0)->" names[members] ")",
        struct " ends in padding")
    assert("sizeof(" struct ") " (sized ? ">=" : "==") " sizeof(" here ")", struct " is of another size")
    structs++
    struct = ""
}

# Said once more: a compiler takes that only where it agrees.
function declaration() {
    printf "%s", text
    declarations++
}

BEGIN {
    print "#include <hawser/" header ">"
}

END {
    print "/* " structs + 0 " structs, " constants + 0 " constants, " declarations + 0 " declarations */"
}
