# SPDX-License-Identifier: Apache-2.0
# Today's header as a later minor version may have it: each struct with members more at its end, and a constant more.
/^#define HAWSER_ABI_MINOR / {
    print "#define HAWSER_ABI_MINOR " $3 + 1
    print "#define HAWSER_NEXT 1"
    next
}

/^typedef struct [a-z0-9_]+ \{$/ {
    inside = 1
}

inside && /^} [a-z0-9_]+;$/ {
    print "    const char *next_text;"
    print "    uint64_t next_number;"
    inside = 0
}

{
    print
}
