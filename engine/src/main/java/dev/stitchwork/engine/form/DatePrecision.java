package dev.stitchwork.engine.form;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;

/** How exact a date a field asks for, and so the ISO form its values have. */
public enum DatePrecision {
    /** {@code 1984-02-29} */
    DAY,
    /** {@code 1984-02} */
    MONTH,
    /** {@code 1984} */
    YEAR;

    private static final Pattern FORMAT =
            Pattern.compile("(?:(?:dd?|M{1,4}|yy|yyyy|uuuu)(?:[^A-Za-z']{0,3}|$)){1,3}");
    private static final Pattern YEAR_FORM = Pattern.compile("[0-9]{4}");

    /** Whether this is the format of a year, with a month or a month and a day, in any order, each of them once. */
    public static boolean isFormat(String dateFormat) {
        String letters = dateFormat.replace('u', 'y').replaceAll("[^dMy]", "").replaceAll("(.)\\1+", "$1");
        return FORMAT.matcher(dateFormat).matches()
                && letters.length() == letters.chars().distinct().count()
                && letters.contains("y")
                && (letters.contains("M") || !letters.contains("d"));
    }

    /** What a date format such as {@code dd/MM/yyyy} asks for. */
    public static DatePrecision of(String dateFormat) {
        return dateFormat.contains("d") ? DAY : dateFormat.contains("M") ? MONTH : YEAR;
    }

    /** Whether this is a date of the calendar in the ISO form of this precision. */
    public boolean isIso(String text) {
        try {
            return switch (this) {
                case DAY -> LocalDate.parse(text).toString().equals(text);
                case MONTH -> YearMonth.parse(text).toString().equals(text);
                case YEAR -> YEAR_FORM.matcher(text).matches();
            };
        } catch (DateTimeException noDate) {
            return false;
        }
    }
}
