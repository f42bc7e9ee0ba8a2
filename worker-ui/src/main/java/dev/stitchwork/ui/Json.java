package dev.stitchwork.ui;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchId;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/** JSON in and out, in one manner: enums lower case with dashes, instants as ISO text, ids as their bare value. */
final class Json {
    /** Longest JSON body taken in, bytes. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(wire())
            .annotationIntrospector(new Words())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // A misspelled setting must not be taken for one left out.
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Every reply can be written as JSON.", e);
        }
    }

    static void reply(Context ctx, int status, Object value) {
        ctx.status(status);
        ctx.result(bytes(value));
        ctx.contentType("application/json");
    }

    /** The body as the given record; what is not that is the caller's mistake. */
    static <T> T body(Context ctx, Class<T> type) throws IOException {
        String contentType = ctx.contentType();
        if (contentType == null || !contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Problem(415, "Expected a body of type application/json but was '%s'.".formatted(contentType));
        }
        byte[] body;
        try (InputStream in = ctx.req().getInputStream()) {
            body = in.readNBytes(BODY_BYTES_MAX + 1);
        }
        if (body.length > BODY_BYTES_MAX) {
            throw new Problem(413, "Expected a JSON body of at most %,d bytes but it is larger.".formatted(BODY_BYTES_MAX));
        }
        T read = parse(body, type);
        if (read == null) {
            throw new Problem(400, "Expected a JSON object but was null.");
        }
        return read;
    }

    static <T> T parse(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (MismatchedInputException e) {
            String place = e.getPath().isEmpty() ? "the top" : "'" + e.getPath().get(0).getFieldName() + "'";
            throw new Problem(400, "Expected a JSON object of the documented form but it differs at %s.".formatted(place));
        } catch (JsonProcessingException e) {
            // The parser's own message quotes the body, which may hold a password or an answer.
            throw new Problem(400, "Expected a JSON object but the body is not JSON.");
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can be read.", e);
        }
    }

    private static SimpleModule wire() {
        SimpleModule wire = new SimpleModule();
        wire.addSerializer(BatchId.class, new JsonSerializer<>() {
            @Override
            public void serialize(BatchId id, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(id.value());
            }
        });
        wire.addSerializer(AccountId.class, new JsonSerializer<>() {
            @Override
            public void serialize(AccountId id, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeNumber(id.value());
            }
        });
        return wire;
    }

    /** Gives every enum its word, as a value and as a key. */
    private static final class Words extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public String[] findEnumValues(MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            return Arrays.stream(constants).map(Json::word).toArray(String[]::new);
        }
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
