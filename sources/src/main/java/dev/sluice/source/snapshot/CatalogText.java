package dev.sluice.source.snapshot;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.SchemaObject;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.introspect.VisibilityChecker;
import tools.jackson.databind.json.JsonMapper;

/// A catalog as JSON, by its records' own shape: what a server keeps, and hands to a command line
/// of its own version. [FormerCatalog] reads what an older one kept.
public final class CatalogText {
    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
    interface Tagged {}

    static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultVisibility(CatalogText::componentsAlone)
                    .addMixIn(SchemaObject.class, Tagged.class)
                    .registerSubtypes(SchemaObject.class.getPermittedSubclasses())
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private CatalogText() {}

    /// What a record answers besides (`isUnsaid`) is no part of it.
    static VisibilityChecker componentsAlone(VisibilityChecker usual) {
        return usual.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE);
    }

    public static String write(Catalog catalog) {
        return JSON.writeValueAsString(catalog);
    }

    /// @throws tools.jackson.core.JacksonException when another version wrote it
    public static Catalog read(String text) {
        return JSON.readValue(text, Catalog.class);
    }
}
