package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The worker's door leads nowhere: from its public signatures no type of ours can be reached but these few, however far
 * one walks through results, parameters, type arguments, components, super types and permitted subtypes.
 */
class WorkDeskTest {
    private static final Set<Class<?>> REACHABLE = Set.of(
            WorkDesk.class, WorkDesk.Tally.class, AccountId.class, Lease.class, FieldKind.class, Reading.class,
            Reading.Verdict.class, AnswerOutcome.class);

    private static final Pattern GIVEAWAY =
            Pattern.compile("batch|document|page|file|template|form|field|client|title|label", Pattern.CASE_INSENSITIVE);

    @Test
    void nothingOfTheClientsCanBeReachedFromTheWorkersDoor() {
        assertEquals(names(REACHABLE), names(reachableFrom(WorkDesk.class)));
    }

    /** A document's number is as good as the document, whatever its type; so the names are looked at too. */
    @Test
    void nothingAWorkerIsHandedIsNamedAfterTheClients() {
        assertEquals(Set.of(), giveawaysOf(WorkDesk.class));
    }

    record Planted(BatchId value) {}

    sealed interface Kept permits KeptWhere {}

    record KeptWhere(Box place) implements Kept {}

    static class Parent {
        public FormTemplate form() {
            return null;
        }
    }

    static final class Child extends Parent {}

    interface Leaks {
        BatchId result();

        void parameter(BatchId batch);

        Optional<List<Map<String, ? extends Scan>>> argument();

        Transcript.Part[] array();

        Planted component();

        Kept subtype();

        Child inherited();

        <T extends Shred> T bound();

        void thrown() throws NotFoundException;

        List<Supplier<BatchDesk>[]> arrayOfArguments();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "result BatchId", "parameter BatchId", "argument Scan", "array Part", "component BatchId", "subtype Box",
        "inherited FormTemplate", "bound Shred", "thrown NotFoundException", "arrayOfArguments BatchDesk"
    })
    void aHoleInTheDoorIsFound(String hole) {
        String method = hole.substring(0, hole.indexOf(' '));
        String leaked = hole.substring(hole.indexOf(' ') + 1);
        Method leak = Stream.of(Leaks.class.getMethods()).filter(each -> each.getName().equals(method)).findFirst().orElseThrow();
        Deque<Type> signature = new ArrayDeque<>();
        addSignature(leak, signature);
        Set<String> found = reachableFrom(signature).stream().map(Class::getSimpleName).collect(Collectors.toSet());
        assertTrue(found.contains(leaked), () -> "Expected %s among what was reached but was %s.".formatted(leaked, found));
    }

    record Handed(String token, long documentNumber) {}

    @Test
    void aGivenAwayNameIsFound() {
        assertEquals(Set.of("Handed.documentNumber"), giveawaysOf(Handed.class));
    }

    private static Set<String> giveawaysOf(Class<?> door) {
        return reachableFrom(door).stream()
                .filter(type -> !type.isEnum())
                .flatMap(type -> members(type).map(member -> type.getSimpleName() + "." + member))
                .filter(name -> GIVEAWAY.matcher(name).find())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.concat(
                Stream.of(type.getMethods()).filter(WorkDeskTest::isOurs).map(Method::getName),
                Stream.of(type.getFields()).map(Field::getName));
    }

    private static Set<Class<?>> reachableFrom(Class<?> door) {
        return reachableFrom(new ArrayDeque<>(List.of(door)));
    }

    private static Set<Class<?>> reachableFrom(Deque<Type> open) {
        Set<Type> walked = new LinkedHashSet<>();
        Set<Class<?>> ours = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            Type next = open.remove();
            if (!walked.add(next)) {
                continue;
            }
            if (next instanceof ParameterizedType generic) {
                open.add(generic.getRawType());
                open.addAll(List.of(generic.getActualTypeArguments()));
            } else if (next instanceof WildcardType wildcard) {
                open.addAll(List.of(wildcard.getUpperBounds()));
                open.addAll(List.of(wildcard.getLowerBounds()));
            } else if (next instanceof TypeVariable<?> variable) {
                open.addAll(List.of(variable.getBounds()));
            } else if (next instanceof GenericArrayType array) {
                open.add(array.getGenericComponentType());
            } else if (next instanceof Class<?> type && type.isArray()) {
                open.add(type.getComponentType());
            } else if (next instanceof Class<?> type && type.getName().startsWith("dev.stitchwork.")) {
                ours.add(type);
                addNeighbours(type, open);
            }
        }
        return ours;
    }

    private static void addNeighbours(Class<?> type, Deque<Type> open) {
        for (Method method : type.getMethods()) {
            if (isOurs(method)) {
                addSignature(method, open);
            }
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            addSignature(constructor, open);
        }
        for (Field field : type.getFields()) {
            open.add(field.getGenericType());
        }
        open.addAll(List.of(type.getGenericInterfaces()));
        Optional.ofNullable(type.getGenericSuperclass()).ifPresent(open::add);
        Optional.ofNullable(type.getPermittedSubclasses()).map(List::of).ifPresent(open::addAll);
        if (type.isRecord()) {
            Stream.of(type.getRecordComponents()).forEach(component -> open.add(component.getGenericType()));
        }
    }

    private static void addSignature(Executable method, Deque<Type> open) {
        open.addAll(List.of(method.getGenericParameterTypes()));
        open.addAll(List.of(method.getGenericExceptionTypes()));
        if (method instanceof Method withResult) {
            open.add(withResult.getGenericReturnType());
        }
    }

    private static boolean isOurs(Method method) {
        return method.getDeclaringClass().getName().startsWith("dev.stitchwork.");
    }

    private static Set<String> names(Set<Class<?>> types) {
        return types.stream().map(Class::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
