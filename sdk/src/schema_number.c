/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers: 64-bit integers and doubles, compared and divided without rounding. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "schema_json.h"

static int sign_of(double real)
{
    return (real > 0) - (real < 0);
}

static int compare_mixed(json_int_t whole, double real)
{
    if (real >= 0x1p63)
        return -1;
    if (real < -0x1p63)
        return 1;
    double below = floor(real);
    json_int_t floored = (json_int_t)below;
    if (whole != floored)
        return whole < floored ? -1 : 1;
    return -sign_of(real - below);
}

int number_compare(const json_t *left, const json_t *right)
{
    if (json_is_integer(left) && json_is_integer(right)) {
        json_int_t a = json_integer_value(left);
        json_int_t b = json_integer_value(right);
        return (a > b) - (a < b);
    }
    if (json_is_integer(left))
        return compare_mixed(json_integer_value(left), json_real_value(right));
    if (json_is_integer(right))
        return -compare_mixed(json_integer_value(right), json_real_value(left));
    double a = json_real_value(left);
    double b = json_real_value(right);
    return (a > b) - (a < b);
}

bool number_is_whole(const json_t *value)
{
    if (json_is_integer(value))
        return true;
    double real = json_real_value(value);
    return json_is_real(value) && isfinite(real) && floor(real) == real;
}

/* digits * 10^exponent, without its sign */
struct decimal {
    uint64_t digits;
    int exponent;
};

/* The fewest digits that read back as the same double: what was written, up to 15 digits. */
static struct decimal shortest(double real)
{
    char text[40];
    for (int precision = 14; precision <= 16; precision++) {
        snprintf(text, sizeof text, "%.*e", precision, real);
        if (strtod(text, NULL) == real)
            break;
    }
    struct decimal decimal = {0, 0};
    const char *cursor = text;
    bool fraction = false;
    for (; *cursor != 'e' && *cursor != '\0'; cursor++) {
        if (*cursor >= '0' && *cursor <= '9') {
            decimal.digits = decimal.digits * 10 + (uint64_t)(*cursor - '0');
            decimal.exponent -= fraction;
        } else {
            fraction = true; /* the point, whatever the locale writes */
        }
    }
    if (*cursor == 'e')
        decimal.exponent += (int)strtol(cursor + 1, NULL, 10);
    return decimal;
}

static struct decimal to_decimal(const json_t *value)
{
    struct decimal decimal;
    if (json_is_real(value)) {
        decimal = shortest(fabs(json_real_value(value)));
    } else {
        json_int_t whole = json_integer_value(value);
        decimal.digits = whole < 0 ? -(uint64_t)whole : (uint64_t)whole;
        decimal.exponent = 0;
    }
    while (decimal.digits != 0 && decimal.digits % 10 == 0) {
        decimal.digits /= 10;
        decimal.exponent++;
    }
    return decimal;
}

/* left * right mod modulus, for a modulus up to 2^63 */
static uint64_t multiply(uint64_t left, uint64_t right, uint64_t modulus)
{
    uint64_t product = 0;
    left %= modulus;
    for (; right > 0; right >>= 1) {
        if (right & 1)
            product = (product + left) % modulus;
        left = (left * 2) % modulus;
    }
    return product;
}

bool number_is_multiple(const json_t *value, const json_t *of)
{
    struct decimal dividend = to_decimal(value);
    struct decimal divisor = to_decimal(of);
    if (dividend.digits == 0)
        return true;
    int shift = dividend.exponent - divisor.exponent;
    /* the divisor has no trailing zeros, but may take its tens from the dividend's factors */
    for (; shift < 0; shift++) {
        if (divisor.digits > UINT64_MAX / 10 || divisor.digits * 10 > dividend.digits)
            return false;
        divisor.digits *= 10;
    }
    uint64_t rest = dividend.digits % divisor.digits;
    for (; shift > 0 && rest != 0; shift--)
        rest = multiply(rest, 10, divisor.digits);
    return rest == 0;
}
