package dev.stitchwork.engine.consensus;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Phone numbers as E.164, {@code +442079460018}, with {@code ;ext=12} after it where there is an extension. A number
 * without a country code is one of the locale's country.
 */
final class WrittenPhone {
    /** What people write around a number; any other letter may be a misread digit, and is not to be skipped over. */
    private static final Pattern SURROUNDED = Pattern.compile(
            "(?:(?:tel|phone|ph|mobile|mob|cell|fax)[.:]? ?)?[-+()/. 0-9]+(?:(?:ext|extn|extension|x)[.:]? ?[0-9]{1,7})?",
            Pattern.CASE_INSENSITIVE);

    private WrittenPhone() {}

    static Optional<String> canonical(String folded, Locale locale) {
        String text = Folding.asciiDigits(folded);
        int extension = text.indexOf(";ext=");
        String plain = extension < 0 ? text : text.substring(0, extension) + " ext " + text.substring(extension + 5);
        if (!SURROUNDED.matcher(plain).matches()) {
            return Optional.empty();
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            PhoneNumber number = numbers.parse(plain, locale.getCountry().isEmpty() ? null : locale.getCountry());
            // A number that can only be dialled locally has no E.164 form: its area code is not on the paper.
            if (numbers.isPossibleNumberWithReason(number) != ValidationResult.IS_POSSIBLE) {
                return Optional.empty();
            }
            String e164 = numbers.format(number, PhoneNumberFormat.E164);
            return Optional.of(number.hasExtension() ? e164 + ";ext=" + number.getExtension() : e164);
        } catch (NumberParseException notANumber) {
            return Optional.empty();
        }
    }
}
