package dev.sluice.schema;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A component of one of this package's records, to be read from many of them. Reflection takes
/// longer than all the rest of a fingerprint; a function of its own takes a moment to make, which
/// only pays for what is read often.
public final class RecordField {
    private static final int OFTEN = 2_000;

    private static final ClassValue<List<RecordField>> FIELDS =
            new ClassValue<>() {
                @Override
                protected List<RecordField> computeValue(Class<?> type) {
                    return Stream.of(type.getRecordComponents()).map(RecordField::new).toList();
                }
            };

    private final String name;
    private final Method accessor;
    private int read;
    private volatile @Nullable Function<Object, @Nullable Object> function;

    private RecordField(RecordComponent component) {
        this.name = component.getName();
        this.accessor = component.getAccessor();
    }

    /// In the order of the declaration.
    public static List<RecordField> of(Class<? extends Record> type) {
        return FIELDS.get(type);
    }

    public String name() {
        return name;
    }

    public @Nullable Object of(Record record) {
        Function<Object, @Nullable Object> made = function;
        if (made != null) return made.apply(record);
        // several threads may count at once, which makes it a few more
        if (++read > OFTEN) function = made();
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    Function<Object, @Nullable Object> made() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle getter = lookup.unreflect(accessor);
            return (Function<Object, @Nullable Object>)
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "apply",
                                    MethodType.methodType(Function.class),
                                    MethodType.methodType(Object.class, Object.class),
                                    getter,
                                    getter.type().wrap())
                            .getTarget()
                            .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
