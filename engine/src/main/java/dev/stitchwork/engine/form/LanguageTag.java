package dev.stitchwork.engine.form;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A language tag such as {@code en-GB} (BCP 47), read only where its language and country exist (ISO 639, ISO 3166). */
public final class LanguageTag {
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private LanguageTag() {}

    /** The tag's locale; nothing where the tag is ill-formed, or nobody speaks that language or lives in that country. */
    public static Optional<Locale> locale(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            boolean countryKnown = locale.getCountry().isEmpty() || COUNTRIES.contains(locale.getCountry());
            return LANGUAGES.contains(locale.getLanguage()) && countryKnown ? Optional.of(locale) : Optional.empty();
        } catch (IllformedLocaleException notATag) {
            return Optional.empty();
        }
    }
}
