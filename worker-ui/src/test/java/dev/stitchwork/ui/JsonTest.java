package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.form.FieldKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JsonTest {
    @Test
    void enumsAreLowerCaseAsValuesAndAsNames() {
        assertEquals("{\"open\":3}", json(Map.of(TaskState.OPEN, 3)));
        assertEquals("[\"choice-any\"]", json(new FieldKind[] {FieldKind.CHOICE_ANY}));
    }

    @Test
    void instantsAreIsoText() {
        assertEquals("\"2026-11-23T09:00:00Z\"", json(Instant.parse("2026-11-23T09:00:00Z")));
    }

    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void aKindHasOneWordInTemplatesAndOverHttp(FieldKind kind) {
        assertEquals(kind.json(), Json.word(kind));
    }

    @ParameterizedTest
    @EnumSource(FieldKind.class)
    void everyKindHasAPrompt(FieldKind kind) {
        assertEquals(true, Prompts.of(kind).length() > 10);
    }

    private static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }
}
