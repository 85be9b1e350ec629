package dev.sluice.bench.generated;

import dev.sluice.testkit.generated.Feature;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What the product can do, by feature: a set grows when it can do more.
public final class Governed {
    private Governed() {}

    /// Read, rendered and put back.
    public static final Set<Feature> READ =
            Collections.unmodifiableSet(EnumSet.allOf(Feature.class));

    /// What may be in a pair, as long as there are faults: a table gets a TOAST table, and its
    /// parameters, only with a column that wants one; a sequence follows its table to be unlogged;
    /// a generated column of a partition is not made anew with its parent's.
    public static final Set<Feature> PAIRED =
            Collections.unmodifiableSet(
                    EnumSet.complementOf(
                            EnumSet.of(
                                    Feature.RANGE,
                                    Feature.GRANT,
                                    Feature.STATISTICS,
                                    Feature.RULE,
                                    Feature.AGGREGATE,
                                    Feature.OPERATOR,
                                    Feature.TEXT_SEARCH,
                                    Feature.PUBLICATION,
                                    Feature.CAST,
                                    Feature.FOREIGN_TABLE)));

    /// Planned, of what is read. Left out as long as there are faults: an identity column is given
    /// another type before it stops being one, and a parameter of a table's TOAST is set before it
    /// has one.
    public static final Set<Feature> PLANNED =
            Collections.unmodifiableSet(
                    EnumSet.of(
                            Feature.SCHEMA,
                            Feature.ENUM,
                            Feature.SEQUENCE,
                            Feature.TABLE,
                            Feature.COLUMN,
                            Feature.COLLATION,
                            Feature.GENERATED_COLUMN,
                            Feature.HOSTILE_NAME,
                            Feature.KEY,
                            Feature.CHECK,
                            Feature.FOREIGN_KEY,
                            Feature.EXCLUSION,
                            Feature.INDEX,
                            Feature.VIEW,
                            Feature.MATERIALIZED_VIEW,
                            Feature.POLICY,
                            Feature.COMMENT,
                            Feature.SETTING));

    /// How a pair may end, as long as there are faults: that no value of a JSON column or of a
    /// moment may suit another type is not told.
    public static final Set<Verdict.Ending> FORGIVEN =
            Collections.unmodifiableSet(EnumSet.of(Verdict.Ending.UNANNOUNCED));
}
