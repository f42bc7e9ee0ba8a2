package dev.stitchwork.engine.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NormaliserTest {
    private static final Locale UK = Locale.UK;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "en-GB | 1234       | 1234",
        "en-GB | 007        | 7",
        "en-GB | -0         | 0",
        "en-GB | +12        | 12",
        "en-GB | −12        | -12",
        "en-GB | 12-        | -12",
        "en-GB | 1,234      | 1234",
        "en-GB | 1.234.567  | 1234567",
        "en-GB | 1 234 567  | 1234567",
        "de-CH | 1’234      | 1234",
        "en-IN | 12,34,567  | 1234567",
        "en-GB | 12.00      | 12",
        "en-GB | 1,234.00   | 1234",
        "ar-EG | ١٢٣        | 123",
    })
    void anIntegerIsItsDigits(String locale, String raw, String canonical) {
        assertCanonical(canonical, raw, Fields.of(FieldKind.INTEGER), Locale.forLanguageTag(locale));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "en-GB | 1.5        | 1.5",
        "en-GB | 1.50       | 1.5",
        "en-GB | 1,234      | 1234",
        "de-DE | 1,234      | 1.234",
        "de-DE | 1.234      | 1234",
        "en-GB | 1.234      | 1.234",
        "en-GB | 12,5       | 12.5",
        "de-DE | 12.5       | 12.5",
        "en-GB | 1.234,56   | 1234.56",
        "de-DE | 1,234.56   | 1234.56",
        "fr-FR | 1 234,5    | 1234.5",
        "en-GB | 0,125      | 0.125",
        "en-GB | .5         | 0.5",
        "en-GB | 00.500     | 0.5",
        "en-GB | -3.10      | -3.1",
        "en-GB | 12 %       | 12",
        "en-GB | 100        | 100",
    })
    void aDecimalIsReadByTheLocaleOnlyWhereItCouldBeTwoNumbers(String locale, String raw, String canonical) {
        assertCanonical(canonical, raw, Fields.of(FieldKind.DECIMAL), Locale.forLanguageTag(locale));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "en-GB | £1,234.50  | 1234.50",
        "en-GB | £ 12       | 12.00",
        "en-GB | GBP 12.5   | 12.50",
        "en-GB | -£3.20     | -3.20",
        "en-GB | (3.20)     | -3.20",
        "en-GB | (£3.20)    | -3.20",
        "en-US | US$ 1,000  | 1000.00",
        "de-DE | 1.234,50 € | 1234.50",
        "de-DE | 12,- EUR   | 12.00",
        "de-CH | Fr. 12.–   | 12.00",
        "sv-SE | 1 200:-    | 1200.00",
        "ja-JP | ¥1,200     | 1200",
        "en    | 7          | 7.00",
        "en-GB | 0.125      | 0.125",
    })
    void moneyLosesItsCurrencyAndGainsItsPlaces(String locale, String raw, String canonical) {
        assertCanonical(canonical, raw, Fields.of(FieldKind.MONEY), Locale.forLanguageTag(locale));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "dd/MM/yyyy | en-GB | 29/02/1984       | 1984-02-29",
        "dd/MM/yyyy | en-GB | 29.2.1984        | 1984-02-29",
        "dd/MM/yyyy | en-GB | 29 02 1984       | 1984-02-29",
        "dd/MM/yyyy | en-GB | 29021984         | 1984-02-29",
        "dd/MM/yyyy | en-GB | 2 9 0 2 1 9 8 4  | 1984-02-29",
        "dd/MM/yyyy | en-GB | 290284           | 1984-02-29",
        "dd/MM/yyyy | en-GB | 29-Feb-1984      | 1984-02-29",
        "dd/MM/yyyy | en-GB | 29th of February, 1984 | 1984-02-29",
        "dd/MM/yyyy | en-GB | Feb. 29 1984     | 1984-02-29",
        "dd/MM/yyyy | en-GB | 1 Sept 84        | 1984-09-01",
        "dd/MM/yyyy | en-GB | 1984-02-29       | 1984-02-29",
        "dd/MM/yyyy | en-GB | 05/06/1984       | 1984-06-05",
        "MM/dd/yyyy | en-GB | 05/06/1984       | 1984-05-06",
        "dd/MM/yy   | en-GB | 5/6/29           | 2029-06-05",
        "dd/MM/yy   | en-GB | 5/6/30           | 1930-06-05",
        "yyyy-MM-dd | sv-SE | 840229           | 1984-02-29",
        "yyyy-MM-dd | sv-SE | 29 feb. 1984     | 1984-02-29",
        "dd.MM.yyyy | de-DE | 3. März 1984     | 1984-03-03",
        "dd.MM.yyyy | de-DE | 3. Maerz 1984    | 3. Maerz 1984",
        "dd/MM/yyyy | fr-FR | 1er févr. 1984   | 1984-02-01",
        "dd/MM/yyyy | fr-FR | 3 jui 1984       | 3 jui 1984",
        "dd.MM.yyyy | tr-TR | 3 ARALIK 1984    | 1984-12-03",
        "dd.MM.yyyy | pl-PL | 3 lutego 1984    | 1984-02-03",
        "yyyy/MM/dd | ja-JP | 1984年2月29日     | 1984-02-29",
        "MM/yyyy    | en-GB | 2/1984           | 1984-02",
        "MM/yyyy    | en-GB | Feb 84           | 1984-02",
        "yyyy       | en-GB | 1984             | 1984",
        "dd/MM/yyyy | en-GB | 31/02/1984       | 31/02/1984",
        "dd/MM/yyyy | en-GB | 02/29/1984       | 02/29/1984",
        "dd/MM/yyyy | en-GB | 1984             | 1984",
    })
    void aDateIsReadInTheOrderOfTheFieldAndStaysTextWhereItIsNone(
            String format, String locale, String raw, String canonical) {
        assertCanonical(canonical, raw, Fields.date(format), Locale.forLanguageTag(locale));
    }

    @Test
    void aDateWithoutADeclaredOrderIsReadInTheOrderOfTheLocale() {
        assertCanonical("1984-06-05", "5/6/84", Fields.of(FieldKind.DATE), Locale.UK);
        assertCanonical("1984-05-06", "5/6/84", Fields.of(FieldKind.DATE), Locale.US);
    }

    @Test
    void theCenturyOfAShortYearIsTheOneThatTheFieldsLimitsLeave() {
        Field birth = Fields.date("dd/MM/yy", Optional.of("1900-01-01"), Optional.of("1999-12-31"));
        Field expiry = Fields.date("dd/MM/yy", Optional.of("2020-01-01"), Optional.empty());
        assertCanonical("1912-03-04", "04/03/12", birth, UK);
        assertCanonical("2042-03-04", "04/03/42", expiry, UK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "en-GB | 020 7946 0018         | +442079460018",
        "en-GB | (020) 7946-0018       | +442079460018",
        "en-GB | +44 (0)20 7946 0018   | +442079460018",
        "de-DE | 0044 20 7946 0018     | +442079460018",
        "en-GB | Tel. 020 7946 0018    | +442079460018",
        "en-GB | 020 7946 0018 ext. 12 | +442079460018;ext=12",
        "en-US | 555-0134              | 555-0134",
        "en-GB | 12                    | 12",
        "en    | 020 7946 0018         | 020 7946 0018",
        "en    | +44 20 7946 0018      | +442079460018",
        "en-GB | O20 7946 OO18         | O20 7946 OO18",
    })
    void aPhoneNumberIsE164WhereThePaperSaysEnough(String locale, String raw, String canonical) {
        assertCanonical(canonical, raw, Fields.of(FieldKind.PHONE), Locale.forLanguageTag(locale));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "EMAIL       | Ann.Smith @Example.ORG | ann.smith@example.org",
        "EMAIL       | <ann@example.org>.     | ann@example.org",
        "EMAIL       | ann at example          | ann at example",
        "POSTCODE    | sw1a1aa                 | SW1A 1AA",
        "POSTCODE    | SW1A  1AA               | SW1A 1AA",
        "POSTCODE    | 12345                   | 12345",
        "CODE        | qq 12 34 56 c           | QQ 12 34 56 C",
        "CODE        | 007                     | 007",
        "CHOICE_ONE  | 02                      | 2",
        "CHOICE_ANY  | 3,1                     | 1 3",
        "CHOICE_ANY  | 1 and 3                 | 1 and 3",
        "CHOICE_ANY  | 3 1 3                   | 1 3",
        "CHOICE_ANY  | 4                       | 4",
        "CHOICE_ANY  | 0                       | 0",
        "CHOICE_ANY  | 1-3                     | 1-3",
        "SIGNATURE   | Y                       | yes",
        "SIGNATURE   | perhaps                 | perhaps",
        "TEXT        | `  two\u00a0 words\n`   | two words",
        "PERSON_NAME | O’Neill‐Smith           | O'Neill-Smith",
        "PERSON_NAME | Jose\u0301              | José",
    })
    void theOtherKindsHaveOneSpellingToo(FieldKind kind, String raw, String canonical) {
        assertCanonical(canonical, raw.translateEscapes(), Fields.of(kind), UK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "TEXT        | Flat 2, The Mews    | FLAT 2 THE MEWS",
        "TEXT        | 1.5                 | 1/5",
        "TEXT        | Straße              | STRASSE",
        "PERSON_NAME | O'Neill             | ONeill",
        "PERSON_NAME | Smith-Jones         | smith jones",
        "PERSON_NAME | McDonald            | Mc Donald",
        "PERSON_NAME | İnci Kırık          | INCI KIRIK",
        "CODE        | 12-34-56            | 123456",
        "POSTCODE    | 12345               | 123 45",
        "DATE        | 31/02/1984          | 31.02.1984",
        "PHONE       | 12-34               | 12 34",
        "DECIMAL     | 1.50                | 1.5",
        "CHOICE_ANY  | 1,3                 | 3 1",
    })
    void whatPeopleWriteDifferentlyAndMeanTheSameSharesABallot(FieldKind kind, String one, String other) {
        assertEquals(ballot(kind, one), ballot(kind, other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "TEXT        | 1.5                 | 15",
        "TEXT        | .5                  | 5",
        "TEXT        | A+                  | A-",
        "TEXT        | A-                  | A",
        "TEXT        | -5                  | 5",
        "TEXT        | ?                   | !",
        "PERSON_NAME | José                | Jose",
        "EMAIL       | ann.s@example.org   | anns@example.org",
        "EMAIL       | ann.s               | anns",
        "CODE        | 007                 | 7",
        "INTEGER     | 12                  | l2",
        "CHOICE_ONE  | 4                   | 1",
        "CHOICE_ANY  | 13                  | 1 3",
        "SIGNATURE   | perhaps             | yes",
        "MONEY       | 50p                 | 50",
        "PHONE       | 020 7946 0018 x1    | 020 7946 0018 x2",
    })
    void whatMayDifferOnThePaperNeverSharesABallot(FieldKind kind, String one, String other) {
        assertNotEquals(ballot(kind, one), ballot(kind, other));
    }

    @ParameterizedTest
    @EnumSource
    void blankIllegibleAndWrongCropAreBallotsOfTheirOwn(FieldKind kind) {
        List<Reading> readings = List.of(
                Reading.BLANK, Reading.ILLEGIBLE, Reading.WRONG_CROP, Reading.of("!BLANK"), Reading.of("~illegible"));
        long ballots = readings.stream()
                .map(raw -> Normaliser.ballot(raw, Fields.of(kind), UK))
                .distinct()
                .count();
        assertEquals(readings.size(), ballots);
    }

    @Test
    void aListedValueIsGivenInTheListsSpelling() {
        Field title = Fields.listed(FieldKind.TEXT, "Mr", "Ms", "Prof. Dr.");
        assertCanonical("Ms", "MS.", title, UK);
        assertCanonical("Prof. Dr.", "prof dr", title, UK);
        assertCanonical("Mrs", "Mrs", title, UK);
        assertCanonical("10", "10.00", Fields.listed(FieldKind.DECIMAL, "10.0", "20.0"), UK);
    }

    @Test
    void ofListedValuesThatDifferInWhatMeansNothingTheOneThatWasKeyedIsGiven() {
        Field sizes = Fields.listed(FieldKind.CODE, "A-1", "A1");
        assertCanonical("A1", "a1", sizes, UK);
        assertCanonical("A-1", "a-1", sizes, UK);
        assertCanonical("A-1", "A 1", sizes, UK);
    }

    @Test
    void aPieceOfAFieldIsOnlyFolded() {
        assertCanonical("29/0", " 29/0 ", Fields.cut(FieldKind.DATE, 2), UK);
        assertEquals(Reading.of("1984-02-29"), Normaliser.whole(Reading.of("29/02/1984"), Fields.cut(FieldKind.DATE, 2), UK));
        assertEquals(
                Normaliser.ballot(Reading.of("29/0"), Fields.cut(FieldKind.DATE, 2), UK),
                Normaliser.ballot(Reading.of("29 0"), Fields.cut(FieldKind.DATE, 2), UK));
        assertNotEquals(
                Normaliser.ballot(Reading.of("ann.s"), Fields.cut(FieldKind.EMAIL, 2), UK),
                Normaliser.ballot(Reading.of("anns"), Fields.cut(FieldKind.EMAIL, 2), UK));
    }

    @Test
    void aSignatureThatIsSaidToBeMissingIsBlank() {
        assertEquals(Reading.BLANK, Normaliser.normalise(Reading.of("No"), Fields.of(FieldKind.SIGNATURE), UK));
    }

    @Test
    void aTextOfMarksThatNobodySeesIsBlank() {
        assertEquals(Reading.BLANK, Normaliser.normalise(Reading.of("\u200b\ufeff"), Fields.of(FieldKind.TEXT), UK));
    }

    @ParameterizedTest
    @EnumSource
    void noTextOfAnyLengthOrScriptEndsTheVote(FieldKind kind) {
        for (String unit : List.of("9", "ß", "\u0958", "1 ", "1,", "a@", "(", "٣", "\ud83d\ude00", "\ud800", "1984 ")) {
            String longest = unit.repeat(Reading.CHARACTERS_MAX / unit.length());
            for (int parts = 1; parts <= 2; parts++) {
                Field field = kind.isMarked() ? Fields.of(kind) : Fields.cut(kind, parts);
                Normaliser.normalise(Reading.of(longest), field, UK);
                Normaliser.ballot(Reading.of(longest), field, UK);
                Normaliser.normalise(Reading.of(unit), field, UK);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noKeyingWhateverEndsTheVoteAndEqualBallotsHaveEqualValues(FieldKind kind) {
        String[] alphabet = {
            "0", "1", "2", "9", "00", "31", "1984", "-", "+", ".", ",", "/", "'", " ", "  ", "(", ")", "%", "£", "€", "EUR",
            "x", "ext", "A", "ß", "İ", "feb", "March", "@", "mailto:", "<", "\u0301", "\u200d", "\ud800", "²", "٣", "年", ";ext="
        };
        Random random = new Random(kind.ordinal());
        Map<String, Reading> values = new HashMap<>();
        for (int round = 0; round < 5_000; round++) {
            StringBuilder keyed = new StringBuilder();
            for (int length = random.nextInt(1, 7); length > 0; length--) {
                keyed.append(alphabet[random.nextInt(alphabet.length)]);
            }
            if (keyed.toString().isBlank()) {
                continue;
            }
            Reading raw = Reading.of(keyed.toString());
            String ballot = Normaliser.ballot(raw, Fields.of(kind), UK);
            Reading value = Normaliser.normalise(raw, Fields.of(kind), UK);
            if (ballot.startsWith("=")) {
                assertEquals(values.computeIfAbsent(ballot, first -> value), value, ballot);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "DECIMAL | de-DE | 1,234",
        "DECIMAL | de-DE | 1.234",
        "DECIMAL | fr-CH | 1'234,567",
        "DECIMAL | en-GB | 1.234",
        "DECIMAL | de-DE | 1,2 oder 1,3",
        "MONEY   | fr-TN | 12,500",
        "MONEY   | ja-JP | 1,200",
        "MONEY   | de-DE | 1.234 €",
        "INTEGER | de-DE | 1.234",
        "INTEGER | de-DE | 1,5",
        "DATE    | de-DE | 3.4.84",
        "PHONE   | de-DE | 030 1234567 ext 12",
        "CODE    | de-DE | a-1",
        "TEXT    | de-DE | 1,234"
    })
    void whatATaskWasSettledOnSharesTheBallotOfWhatWasKeyed(FieldKind kind, Locale locale, String keyed) {
        Field field = Fields.of(kind);
        Reading canonical = Normaliser.normalise(Reading.of(keyed), field, locale);
        assertEquals(Normaliser.ballot(Reading.of(keyed), field, locale), Normaliser.ballotOfCanonical(canonical, field, locale));
        String written = Normaliser.written(canonical, field, locale);
        assertEquals(canonical, Normaliser.normalise(Reading.of(written), field, locale), "as it is shown, it is read again");
    }

    @Test
    void theLanguageOfTheServerChangesNothing() {
        Locale before = Locale.getDefault();
        try {
            for (Locale server : List.of(Locale.forLanguageTag("tr-TR"), Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
                Locale.setDefault(server);
                assertCanonical("ill@in.ie", "ILL@IN.IE", Fields.of(FieldKind.EMAIL), UK);
                assertCanonical("IL1 1IL", "il1 1il", Fields.of(FieldKind.CODE), UK);
                assertCanonical("1234.5", "1,234.50", Fields.of(FieldKind.DECIMAL), UK);
                assertCanonical("1984-07-05", "5 JULI 1984", Fields.date("dd.MM.yyyy"), Locale.GERMANY);
                assertCanonical("Mississippi", "MISSISSIPPI", Fields.listed(FieldKind.TEXT, "Mississippi"), UK);
                assertEquals(ballot(FieldKind.TEXT, "INVALID"), ballot(FieldKind.TEXT, "invalid"));
                assertEquals(Reading.of("yes"), Normaliser.normalise(Reading.of("YES"), Fields.of(FieldKind.SIGNATURE), UK));
                assertCanonical("12.00", "chf 12", Fields.of(FieldKind.MONEY), UK);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String ballot(FieldKind kind, String raw) {
        return Normaliser.ballot(Reading.of(raw), Fields.of(kind), UK);
    }

    private static void assertCanonical(String canonical, String raw, Field field, Locale locale) {
        assertEquals(Reading.of(canonical), Normaliser.normalise(Reading.of(raw), field, locale));
    }
}
