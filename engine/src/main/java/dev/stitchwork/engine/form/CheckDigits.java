package dev.stitchwork.engine.form;

import java.math.BigInteger;

/** Numbers that carry a proof of themselves; blanks and dashes between groups do not count. */
final class CheckDigits {
    private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);
    private static final int IBAN_HEAD = 4;

    private CheckDigits() {}

    static boolean holds(String value, RecordRule.CheckDigit.Scheme scheme) {
        String number = value.replaceAll("[\\s-]", "");
        return switch (scheme) {
            case LUHN -> number.matches("[0-9]{2,30}") && luhn(number);
            case EAN -> number.matches("[0-9]{8}|[0-9]{12,14}") && weighted(number);
            case IBAN -> number.matches("[A-Za-z]{2}[0-9]{2}[A-Za-z0-9]{11,30}") && iban(number);
        };
    }

    private static boolean luhn(String number) {
        int sum = 0;
        for (int fromRight = 0; fromRight < number.length(); fromRight++) {
            int digit = number.charAt(number.length() - 1 - fromRight) - '0';
            int part = fromRight % 2 == 1 ? 2 * digit : digit;
            sum += part / 10 + part % 10;
        }
        return sum % 10 == 0;
    }

    private static boolean weighted(String number) {
        int sum = 0;
        for (int fromRight = 0; fromRight < number.length(); fromRight++) {
            sum += (number.charAt(number.length() - 1 - fromRight) - '0') * (fromRight % 2 == 1 ? 3 : 1);
        }
        return sum % 10 == 0;
    }

    private static boolean iban(String number) {
        StringBuilder digits = new StringBuilder();
        (number.substring(IBAN_HEAD) + number.substring(0, IBAN_HEAD))
                .chars()
                .forEach(letter -> digits.append(Character.digit(letter, 36)));
        return new BigInteger(digits.toString()).mod(IBAN_MODULUS).equals(BigInteger.ONE);
    }
}
