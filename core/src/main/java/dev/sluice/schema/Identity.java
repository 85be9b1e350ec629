package dev.sluice.schema;

/// GENERATED … AS IDENTITY, with the name and options of its sequence.
public record Identity(boolean always, QualifiedName sequence, SequenceOptions options) {}
