package dev.sluice.schema;

/// Options of a sequence or an identity column. `dataType` is `smallint`, `integer` or `bigint`.
public record SequenceOptions(
        String dataType,
        long start,
        long increment,
        long min,
        long max,
        long cache,
        boolean cycle) {}
