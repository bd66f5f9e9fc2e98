# SPDX-License-Identifier: Apache-2.0
# Writes the files named on the command line, under those names, as C byte arrays and a table of them.
# Numbers, not string literals: C promises no more than 4095 bytes in a literal.
# Run with LC_ALL=C, so that a character is a byte. Every file ends in a newline and holds no NUL.

BEGIN {
    for (i = 1; i < 256; i++)
        number[sprintf("%c", i)] = i
    print "/* SPDX-License-Identifier: Apache-2.0 */"
    print "/* Made by schemas/embed.awk. */"
    print "#include \"schemas/embedded_table.h\"\n"
}

FNR == 1 {
    if (count)
        print "};\n"
    names[++count] = FILENAME
    print "static const unsigned char text_" count "[] = {"
}

{
    line = ""
    for (i = 1; i <= length($0); i++)
        line = line number[substr($0, i, 1)] ","
    print line "10,"
    lengths[count] += length($0) + 1
}

END {
    if (count)
        print "};\n"
    print "const struct embedded_schema schemas_table[] = {"
    for (i = 1; i <= count; i++)
        print "    {\"" names[i] "\", (const char *)text_" i ", " lengths[i] "},"
    print "};\n"
    print "const size_t schemas_count = " count ";"
}
