package dev.sluice.server;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// JSON in columns: lists of texts and small maps.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonMapper SPARSE =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(i -> i.withValueInclusion(Include.NON_NULL))
                    .build();

    private Json() {}

    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// Without the fields that are null.
    public static String sparse(Object value) {
        return SPARSE.writeValueAsString(value);
    }

    public static @Nullable String writeOrNull(@Nullable Object value) {
        return value == null ? null : write(value);
    }

    public static List<String> texts(String json) {
        return MAPPER.readValue(json, new TypeReference<List<String>>() {});
    }

    public static @Nullable List<String> textsOrNull(@Nullable String json) {
        return json == null ? null : texts(json);
    }

    public static <T> List<T> list(String json, Class<T> type) {
        return MAPPER.readValue(
                json, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
    }

    public static Map<String, String> map(String json) {
        return MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
    }

    public static Map<String, Object> object(String json) {
        return MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
    }
}
