/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/listing_date.h"

/* Lower case. Beside ASCII: UTF-8, and ISO 8859-1, ISO 8859-2, Windows-1251 and KOI8-R, because a
 * server that translates its months rarely says how it encodes them. */
static const struct {
    const char *name;
    unsigned month;
} months[] = {
    /* clang-format off */
    {"jan", 1},
    {"january", 1},
    {"j\xc3\xa4" "n", 1},
    {"j\xe4" "n", 1},
    {"januar", 1},
    {"janv", 1},
    {"janvier", 1},
    {"ene", 1},
    {"gen", 1},
    {"tammi", 1},
    {"sty", 1},
    {"led", 1},
    {"jaan", 1},
    {"oca", 1},
    {"\xd1\x8f\xd0\xbd\xd0\xb2", 1},
    {"\xff\xed\xe2", 1},
    {"\xd1\xce\xd7", 1},
    {"\xd1\x81\xd1\x96\xd1\x87", 1},
    {"\xf1\xb3\xf7", 1},
    {"\xd1\x8f\xd0\xbd\xd1\x83", 1},
    {"\xff\xed\xf3", 1},
    {"\xd1\xce\xd5", 1},
    {"\xce\xb9\xce\xb1\xce\xbd", 1},
    {"ian", 1},
    {"feb", 2},
    {"february", 2},
    {"februar", 2},
    {"f\xc3\xa9" "vr", 2},
    {"f\xe9" "vr", 2},
    {"f\xc3\xa9" "v", 2},
    {"f\xe9" "v", 2},
    {"f\xc3\xa9" "vrier", 2},
    {"f\xe9" "vrier", 2},
    {"fev", 2},
    {"helmi", 2},
    {"lut", 2},
    {"\xc3\xba" "no", 2},
    {"\xfa" "no", 2},
    {"febr", 2},
    {"veebr", 2},
    {"\xc5\x9f" "ub", 2},
    {"\xba" "ub", 2},
    {"\xd1\x84\xd0\xb5\xd0\xb2", 2},
    {"\xf4\xe5\xe2", 2},
    {"\xc6\xc5\xd7", 2},
    {"\xd1\x84\xd0\xb5\xd0\xb2\xd1\x80", 2},
    {"\xf4\xe5\xe2\xf0", 2},
    {"\xc6\xc5\xd7\xd2", 2},
    {"\xd0\xbb\xd1\x8e\xd1\x82", 2},
    {"\xeb\xfe\xf2", 2},
    {"\xcc\xc0\xd4", 2},
    {"\xcf\x86\xce\xb5\xce\xb2", 2},
    {"mar", 3},
    {"march", 3},
    {"m\xc3\xa4" "r", 3},
    {"m\xe4" "r", 3},
    {"mrz", 3},
    {"m\xc3\xa4" "rz", 3},
    {"m\xe4" "rz", 3},
    {"mars", 3},
    {"mrt", 3},
    {"maart", 3},
    {"maalis", 3},
    {"b\xc5\x99" "e", 3},
    {"b\xf8" "e", 3},
    {"m\xc3\xa1" "rc", 3},
    {"m\xe1" "rc", 3},
    {"m\xc3\xa1" "r", 3},
    {"m\xe1" "r", 3},
    {"m\xc3\xa4" "rts", 3},
    {"m\xe4" "rts", 3},
    {"\xd0\xbc\xd0\xb0\xd1\x80", 3},
    {"\xec\xe0\xf0", 3},
    {"\xcd\xc1\xd2", 3},
    {"\xd0\xbc\xd0\xb0\xd1\x80\xd1\x82\xd0\xb0", 3},
    {"\xec\xe0\xf0\xf2\xe0", 3},
    {"\xcd\xc1\xd2\xd4\xc1", 3},
    {"\xd0\xb1\xd0\xb5\xd1\x80", 3},
    {"\xe1\xe5\xf0", 3},
    {"\xc2\xc5\xd2", 3},
    {"\xce\xbc\xce\xb1\xcf\x81", 3},
    {"apr", 4},
    {"april", 4},
    {"avr", 4},
    {"avril", 4},
    {"abr", 4},
    {"huhti", 4},
    {"kwi", 4},
    {"dub", 4},
    {"\xc3\xa1" "pr", 4},
    {"\xe1" "pr", 4},
    {"nis", 4},
    {"\xd0\xb0\xd0\xbf\xd1\x80", 4},
    {"\xe0\xef\xf0", 4},
    {"\xc1\xd0\xd2", 4},
    {"\xd0\xba\xd0\xb2\xd1\x96", 4},
    {"\xea\xe2\xb3", 4},
    {"\xce\xb1\xcf\x80\xcf\x81", 4},
    {"may", 5},
    {"mai", 5},
    {"mag", 5},
    {"mei", 5},
    {"maj", 5},
    {"touko", 5},
    {"kv\xc4\x9b", 5},
    {"kv\xec", 5},
    {"m\xc3\xa1" "j", 5},
    {"m\xe1" "j", 5},
    {"\xd0\xbc\xd0\xb0\xd0\xb9", 5},
    {"\xec\xe0\xe9", 5},
    {"\xcd\xc1\xca", 5},
    {"\xd0\xbc\xd0\xb0\xd1\x8f", 5},
    {"\xec\xe0\xff", 5},
    {"\xcd\xc1\xd1", 5},
    {"\xd1\x82\xd1\x80\xd0\xb0", 5},
    {"\xf2\xf0\xe0", 5},
    {"\xd4\xd2\xc1", 5},
    {"\xce\xbc\xce\xb1\xcf\x8a", 5},
    {"\xce\xbc\xce\xb1\xce\xb9", 5},
    {"ma\xc3\xad", 5},
    {"ma\xed", 5},
    {"jun", 6},
    {"june", 6},
    {"juni", 6},
    {"juin", 6},
    {"giu", 6},
    {"kes\xc3\xa4", 6},
    {"kes\xe4", 6},
    {"cze", 6},
    {"\xc4\x8d" "en", 6},
    {"\xe8" "en", 6},
    {"j\xc3\xba" "n", 6},
    {"j\xfa" "n", 6},
    {"juuni", 6},
    {"haz", 6},
    {"\xd0\xb8\xd1\x8e\xd0\xbd", 6},
    {"\xe8\xfe\xed", 6},
    {"\xc9\xc0\xce", 6},
    {"\xd0\xb8\xd1\x8e\xd0\xbd\xd1\x8f", 6},
    {"\xe8\xfe\xed\xff", 6},
    {"\xc9\xc0\xce\xd1", 6},
    {"\xd1\x87\xd0\xb5\xd1\x80", 6},
    {"\xf7\xe5\xf0", 6},
    {"\xde\xc5\xd2", 6},
    {"\xd1\x8e\xd0\xbd\xd0\xb8", 6},
    {"\xfe\xed\xe8", 6},
    {"\xc0\xce\xc9", 6},
    {"\xce\xb9\xce\xbf\xcf\x85\xce\xbd", 6},
    {"\xce\xb9\xce\xbf\xcf\x8d\xce\xbd", 6},
    {"iun", 6},
    {"jul", 7},
    {"july", 7},
    {"juli", 7},
    {"juil", 7},
    {"jui", 7},
    {"juillet", 7},
    {"lug", 7},
    {"hein\xc3\xa4", 7},
    {"hein\xe4", 7},
    {"lip", 7},
    {"\xc4\x8d" "ec", 7},
    {"\xe8" "ec", 7},
    {"j\xc3\xba" "l", 7},
    {"j\xfa" "l", 7},
    {"juuli", 7},
    {"tem", 7},
    {"\xd0\xb8\xd1\x8e\xd0\xbb", 7},
    {"\xe8\xfe\xeb", 7},
    {"\xc9\xc0\xcc", 7},
    {"\xd0\xb8\xd1\x8e\xd0\xbb\xd1\x8f", 7},
    {"\xe8\xfe\xeb\xff", 7},
    {"\xc9\xc0\xcc\xd1", 7},
    {"\xd0\xbb\xd0\xb8\xd0\xbf", 7},
    {"\xeb\xe8\xef", 7},
    {"\xcc\xc9\xd0", 7},
    {"\xd1\x8e\xd0\xbb\xd0\xb8", 7},
    {"\xfe\xeb\xe8", 7},
    {"\xc0\xcc\xc9", 7},
    {"\xce\xb9\xce\xbf\xcf\x85\xce\xbb", 7},
    {"\xce\xb9\xce\xbf\xcf\x8d\xce\xbb", 7},
    {"iul", 7},
    {"aug", 8},
    {"august", 8},
    {"ao\xc3\xbb" "t", 8},
    {"ao\xfb" "t", 8},
    {"ao\xc3\xbb", 8},
    {"ao\xfb", 8},
    {"ago", 8},
    {"elo", 8},
    {"sie", 8},
    {"srp", 8},
    {"a\xc4\x9f" "u", 8},
    {"\xd0\xb0\xd0\xb2\xd0\xb3", 8},
    {"\xe0\xe2\xe3", 8},
    {"\xc1\xd7\xc7", 8},
    {"\xd1\x81\xd0\xb5\xd1\x80", 8},
    {"\xf1\xe5\xf0", 8},
    {"\xd3\xc5\xd2", 8},
    {"\xce\xb1\xcf\x85\xce\xb3", 8},
    {"\xce\xb1\xcf\x8d\xce\xb3", 8},
    {"\xc3\xa1" "g\xc3\xba", 8},
    {"\xe1" "g\xfa", 8},
    {"sep", 9},
    {"september", 9},
    {"sept", 9},
    {"septembre", 9},
    {"set", 9},
    {"syys", 9},
    {"wrz", 9},
    {"z\xc3\xa1\xc5\x99", 9},
    {"z\xe1\xf8", 9},
    {"szept", 9},
    {"sze", 9},
    {"eyl", 9},
    {"\xd1\x81\xd0\xb5\xd0\xbd", 9},
    {"\xf1\xe5\xed", 9},
    {"\xd3\xc5\xce", 9},
    {"\xd1\x81\xd0\xb5\xd0\xbd\xd1\x82", 9},
    {"\xf1\xe5\xed\xf2", 9},
    {"\xd3\xc5\xce\xd4", 9},
    {"\xd0\xb2\xd0\xb5\xd1\x80", 9},
    {"\xe2\xe5\xf0", 9},
    {"\xd7\xc5\xd2", 9},
    {"\xd1\x81\xd0\xb5\xd0\xbf", 9},
    {"\xf1\xe5\xef", 9},
    {"\xd3\xc5\xd0", 9},
    {"\xcf\x83\xce\xb5\xcf\x80", 9},
    {"oct", 10},
    {"october", 10},
    {"okt", 10},
    {"oktober", 10},
    {"octobre", 10},
    {"ott", 10},
    {"out", 10},
    {"loka", 10},
    {"pa\xc5\xba", 10},
    {"pa\xbc", 10},
    {"\xc5\x99\xc3\xad" "j", 10},
    {"\xf8\xed" "j", 10},
    {"eki", 10},
    {"\xd0\xbe\xd0\xba\xd1\x82", 10},
    {"\xee\xea\xf2", 10},
    {"\xcf\xcb\xd4", 10},
    {"\xd0\xb6\xd0\xbe\xd0\xb2", 10},
    {"\xe6\xee\xe2", 10},
    {"\xd6\xcf\xd7", 10},
    {"\xce\xbf\xce\xba\xcf\x84", 10},
    {"nov", 11},
    {"november", 11},
    {"novembre", 11},
    {"marras", 11},
    {"lis", 11},
    {"kas", 11},
    {"\xd0\xbd\xd0\xbe\xd1\x8f", 11},
    {"\xed\xee\xff", 11},
    {"\xce\xcf\xd1", 11},
    {"\xd0\xbd\xd0\xbe\xd1\x8f\xd0\xb1", 11},
    {"\xed\xee\xff\xe1", 11},
    {"\xce\xcf\xd1\xc2", 11},
    {"\xd0\xbb\xd0\xb8\xd1\x81", 11},
    {"\xeb\xe8\xf1", 11},
    {"\xcc\xc9\xd3", 11},
    {"\xd0\xbd\xd0\xbe\xd0\xb5", 11},
    {"\xed\xee\xe5", 11},
    {"\xce\xcf\xc5", 11},
    {"\xce\xbd\xce\xbf\xce\xb5", 11},
    {"n\xc3\xb3" "v", 11},
    {"n\xf3" "v", 11},
    {"noi", 11},
    {"dec", 12},
    {"december", 12},
    {"dez", 12},
    {"dezember", 12},
    {"d\xc3\xa9" "c", 12},
    {"d\xe9" "c", 12},
    {"d\xc3\xa9" "cembre", 12},
    {"d\xe9" "cembre", 12},
    {"dic", 12},
    {"des", 12},
    {"joulu", 12},
    {"gru", 12},
    {"pro", 12},
    {"dets", 12},
    {"ara", 12},
    {"\xd0\xb4\xd0\xb5\xd0\xba", 12},
    {"\xe4\xe5\xea", 12},
    {"\xc4\xc5\xcb", 12},
    {"\xd0\xb3\xd1\x80\xd1\x83", 12},
    {"\xe3\xf0\xf3", 12},
    {"\xc7\xd2\xd5", 12},
    {"\xce\xb4\xce\xb5\xce\xba", 12},
    /* clang-format on */
};

enum { NAME_MAX_BYTES = 24 };

/* The lower case of a two-byte UTF-8 letter, Latin-1 to Cyrillic, in place. */
static void lower_pair(unsigned char *first, unsigned char *second)
{
    if (*first == 0xc3 && *second >= 0x80 && *second <= 0x9e) {
        *second = (unsigned char)(*second + 0x20);
    } else if ((*first == 0xc4 || *first == 0xc5) && *second % 2 == 0) {
        *second = (unsigned char)(*second + 1);
    } else if ((*first == 0xce && *second >= 0x91 && *second <= 0x9f) ||
               (*first == 0xd0 && *second >= 0x90 && *second <= 0x9f)) {
        *second = (unsigned char)(*second + 0x20);
    } else if ((*first == 0xce && *second >= 0xa0 && *second <= 0xa9) ||
               (*first == 0xd0 && *second >= 0xa0 && *second <= 0xaf)) {
        *first = (unsigned char)(*first + 1);
        *second = (unsigned char)(*second - 0x20);
    }
}

static size_t lowered(struct ftp_span word, char ret_name[NAME_MAX_BYTES])
{
    for (size_t i = 0; i < word.length; i++)
        ret_name[i] = word.data[i];
    for (size_t i = 0; i + 1 < word.length; i++) {
        unsigned char pair[2] = {(unsigned char)ret_name[i], (unsigned char)ret_name[i + 1]};
        lower_pair(&pair[0], &pair[1]);
        ret_name[i] = (char)pair[0];
        ret_name[i + 1] = (char)pair[1];
        i += pair[0] >= 0xc3;
    }
    return word.length;
}

/* What nearly every listing has, in three letters: looked at first, as it is asked for each entry. */
static unsigned english(struct ftp_span word)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    if (word.length != 3)
        return 0;
    for (unsigned month = 0; month < 12; month++) {
        const char *name = names + (size_t)3 * month;
        if ((word.data[0] | 0x20) == name[0] && (word.data[1] | 0x20) == name[1] &&
            (word.data[2] | 0x20) == name[2])
            return month + 1;
    }
    return 0;
}

/* As no name does, but most of the words that are tried: owners, sizes, days. */
static bool begins_with_digit(struct ftp_span word)
{
    return word.data[0] >= '0' && word.data[0] <= '9';
}

unsigned listing_month(struct ftp_span word)
{
    char name[NAME_MAX_BYTES];
    if (word.length && (word.data[word.length - 1] == '.' || word.data[word.length - 1] == ','))
        word.length--;
    if (word.length < 2 || word.length > NAME_MAX_BYTES || begins_with_digit(word))
        return 0;
    unsigned common = english(word);
    if (common)
        return common;
    struct ftp_span lower = {name, lowered(word, name)};
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        if (ftp_span_is_nocase(word, months[i].name) || ftp_span_is_nocase(lower, months[i].name))
            return months[i].month;
    }
    return 0;
}
