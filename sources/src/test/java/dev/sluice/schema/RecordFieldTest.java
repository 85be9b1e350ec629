package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecordFieldTest {
    @Test
    void a_field_tells_the_same_however_often_it_is_read() {
        var index =
                new Index(
                        QualifiedName.of("public", "i"),
                        QualifiedName.of("public", "t"),
                        true,
                        false,
                        List.of(Identifier.of("a")),
                        "CREATE INDEX i ON public.t USING btree (a)",
                        null,
                        null,
                        "mine");
        for (RecordField field : RecordField.of(Index.class))
            assertThat(
                            IntStream.range(0, 5_000)
                                    .mapToObj(_ -> Stream.ofNullable(field.of(index)).toList())
                                    .distinct())
                    .as(field.name())
                    .hasSize(1);
        assertThat(RecordField.of(Index.class).stream().map(f -> f.of(index)))
                .containsExactly(
                        index.name(),
                        index.table(),
                        true,
                        false,
                        index.columns(),
                        index.definition(),
                        null,
                        null,
                        "mine");
    }

    @Test
    void every_record_of_a_catalog_can_be_read_often() {
        Set<Class<?>> records = records();
        assertThat(records).contains(Column.class, Definition.class, Identifier.class);
        for (Class<?> type : records)
            for (RecordField field : RecordField.of(type.asSubclass(Record.class)))
                assertThat(field.made()).as(type + " " + field.name()).isNotNull();
    }

    /// All that the objects of a catalog are made of.
    private static Set<Class<?>> records() {
        var records = new LinkedHashSet<Class<?>>();
        var open = new ArrayDeque<Type>(List.of(SchemaObject.class, Dependency.class));
        while (!open.isEmpty()) {
            Type next = open.poll();
            if (next instanceof ParameterizedType p)
                open.addAll(List.of(p.getActualTypeArguments()));
            if (!(next instanceof Class<?> type)) continue;
            if (type.isSealed()) open.addAll(List.of(type.getPermittedSubclasses()));
            if (type.isRecord() && records.add(type))
                Stream.of(type.getRecordComponents()).forEach(c -> open.add(c.getGenericType()));
        }
        return records;
    }
}
