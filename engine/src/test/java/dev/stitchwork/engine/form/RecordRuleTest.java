package dev.stitchwork.engine.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.RecordRule.CheckDigit;
import dev.stitchwork.engine.form.RecordRule.CheckDigit.Scheme;
import dev.stitchwork.engine.form.RecordRule.DateOrder;
import dev.stitchwork.engine.form.RecordRule.Sequence;
import dev.stitchwork.engine.form.RecordRule.Sum;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordRuleTest {
    private static final String TEMPLATE = """
            {"name": "bill", "title": "Bill", "locale": "en-GB", %s
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [
               {"name": "total", "page": 1, "kind": "money", "box": {"x": 10, "y": 10, "width": 80, "height": 8}},
               {"name": "net", "page": 1, "kind": "money", "box": {"x": 10, "y": 30, "width": 80, "height": 8}},
               {"name": "from", "page": 1, "kind": "date", "box": {"x": 10, "y": 50, "width": 80, "height": 8}},
               {"name": "to", "page": 1, "kind": "date", "box": {"x": 10, "y": 70, "width": 80, "height": 8}},
               {"name": "count", "page": 1, "kind": "integer", "box": {"x": 10, "y": 110, "width": 80, "height": 8}},
               {"name": "card", "page": 1, "kind": "code", "box": {"x": 10, "y": 90, "width": 80, "height": 8}}],
             "checks": [%s]}
            """;

    @Test
    void aTotalIsTheSumOfItsPartsToTheLastPlace() {
        Sum sum = new Sum("total", List.of("net", "tax"));
        assertTrue(sum.holds(Map.of("total", "12.00", "net", "10", "tax", "2.0")));
        assertFalse(sum.holds(Map.of("total", "12.01", "net", "10", "tax", "2.0")));
    }

    @Test
    void aDateMayBeTheSameButNotAfter() {
        DateOrder order = new DateOrder("from", "to");
        assertTrue(order.holds(Map.of("from", "2026-03-01", "to", "2026-03-01")));
        assertFalse(order.holds(Map.of("from", "2026-03-02", "to", "2026-03-01")));
    }

    @ParameterizedTest
    @CsvSource({"1990-05,1985-03", "1990,1985", "1990-05,1990-04-30", "1990-05-01,1990-04", "1990-05-01,1989"})
    void datesOfMonthsAndYearsHaveAnOrderToo(String late, String early) {
        DateOrder order = new DateOrder("from", "to");
        assertFalse(order.holds(Map.of("from", late, "to", early)));
        assertTrue(order.holds(Map.of("from", early, "to", late)));
    }

    @ParameterizedTest
    @CsvSource({"1990-05-31,1990-05", "1990-05,1990-05-01", "1990-05,1990", "1990,1990"})
    void aDateIsNotAfterTheMonthOrYearThatItLiesIn(String from, String to) {
        assertTrue(new DateOrder("from", "to").holds(Map.of("from", from, "to", to)));
    }

    @Test
    void whatIsMissingOrOfAnotherKindBreaksNothing() {
        assertTrue(new Sum("total", List.of("net", "tax")).holds(Map.of("total", "12", "net", "11")));
        assertTrue(new Sum("total", List.of("net")).holds(Map.of("total", "12", "net", "eleven")));
        assertTrue(new DateOrder("from", "to").holds(Map.of("from", "2026-03-02", "to", "soon")));
        assertTrue(new CheckDigit("card", Scheme.LUHN).holds(Map.of()));
    }

    /** Numbers that their standards' bodies print as examples. */
    @ParameterizedTest
    @CsvSource({"LUHN,4111 1111 1111 1111", "LUHN,79927398713", "IBAN,GB82 WEST 1234 5698 7654 32", "IBAN,DE89370400440532013000",
        "EAN,978-0-306-40615-7", "EAN,73513537"})
    void aCheckDigitProvesItsNumberAndNoNeighbour(Scheme scheme, String number) {
        CheckDigit rule = new CheckDigit("card", scheme);
        assertTrue(rule.holds(Map.of("card", number)));
        for (int at = 4; at < number.length(); at++) {
            if (Character.isDigit(number.charAt(at))) {
                String other = number.substring(0, at) + (number.charAt(at) == '9' ? '0' : (char) (number.charAt(at) + 1)) + number.substring(at + 1);
                assertFalse(rule.holds(Map.of("card", other)), other);
            }
        }
    }

    @Test
    void aSequenceRisesByItsStep() {
        Sequence rows = new Sequence("no", BigDecimal.TEN);
        assertTrue(rows.holds(Map.of("no", "30", rows.former(), "20")));
        assertFalse(rows.holds(Map.of("no", "31", rows.former(), "20")));
        assertTrue(rows.holds(Map.of("no", "31")));
    }

    @Test
    void aTemplateKeepsItsRules() {
        FormTemplate template = read("""
                {"rule": "sum", "fields": ["total", "net"]}, {"rule": "date-order", "fields": ["from", "to"]},
                {"rule": "check-digit", "fields": ["card"], "scheme": "luhn"}""");
        assertEquals(List.of(new Sum("total", List.of("net")), new DateOrder("from", "to"), new CheckDigit("card", Scheme.LUHN)), template.checks());
        assertEquals(template, TemplateJson.read(TemplateJson.write(template)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"rule\": \"sum\", \"fields\": [\"total\"]} | Expected a total and at least one part but was 1 at /checks/0/fields",
        "{\"rule\": \"sum\", \"fields\": [\"total\", \"nett\"]} | Expected the name of a field but was 'nett' at /checks/0/fields/1",
        "{\"rule\": \"sum\", \"fields\": [\"total\", \"from\"]} | Expected a field that is a number but was of kind date at /checks/0/fields/1",
        "{\"rule\": \"check-digit\", \"fields\": [\"card\"]} | Expected a scheme, luhn, iban or ean, but was missing at /checks/0",
        "{\"rule\": \"check-digit\", \"fields\": [\"count\"], \"scheme\": \"ean\"} | Expected a field that is written and keeps its leading zeros but was of kind integer at /checks/0/fields/0",
        "{\"rule\": \"sequence\", \"fields\": [\"net\"]} | Expected a sequence only in a register but was in a template of another layout at /checks/0",
    })
    void aRuleThatFitsNoFieldsIsRefused(String check, String sentence) {
        String said = assertThrows(InvalidTemplateException.class, () -> read(check)).getMessage();
        assertTrue(said.contains(sentence), said);
    }

    private static FormTemplate read(String checks) {
        return TemplateJson.read(TEMPLATE.formatted("", checks).getBytes(StandardCharsets.UTF_8));
    }
}
