package dev.sluice.server.web;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// How the JSON of requests is read: within limits, and nothing is guessed. A field that was
/// misspelt and a text where a number belongs are told, not passed over.
@Configuration(proxyBeanMethods = false)
class JsonRules {
    static final int DEPTH = 32;
    static final int NUMBER_LENGTH = 40;
    static final int NAME_LENGTH = 4_096;
    static final int STRING_LENGTH = 16 << 20;

    /// In place of Boot's own builder, whose factory has the limits of the library.
    @Bean
    JsonMapper.Builder jsonMapperBuilder(java.util.List<JsonMapperBuilderCustomizer> others) {
        JsonMapper.Builder builder =
                JsonMapper.builder(
                        JsonFactory.builder()
                                .streamReadConstraints(
                                        StreamReadConstraints.builder()
                                                .maxNestingDepth(DEPTH)
                                                .maxNumberLength(NUMBER_LENGTH)
                                                .maxNameLength(NAME_LENGTH)
                                                .maxStringLength(STRING_LENGTH)
                                                .build())
                                .build());
        others.forEach(o -> o.customize(builder));
        // what a record can be asked is no part of it
        builder.changeDefaultVisibility(v -> v.withIsGetterVisibility(Visibility.NONE));
        return builder.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(tools.jackson.databind.MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfig(
                        LogicalType.Textual,
                        c ->
                                c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                        .setCoercion(
                                                CoercionInputShape.Boolean, CoercionAction.Fail));
    }
}
