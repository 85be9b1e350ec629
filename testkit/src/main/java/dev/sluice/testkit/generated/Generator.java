package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Schemas and pairs of schemas by number: the same number gives the same ones everywhere.
public final class Generator {
    private static final String ALGORITHM = "L64X128MixRandom";
    private static final int LARGEST = 40;

    private final int major;
    private final Set<Feature> on;

    public Generator(int major, Set<Feature> on) {
        this.major = major;
        this.on = Set.copyOf(on);
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of(ALGORITHM).create(seed);
    }

    public GeneratedSchema schema(long seed) {
        return schema(seed, on);
    }

    private GeneratedSchema schema(long seed, Set<Feature> features) {
        Model model = model(seed, features);
        var all = new BitSet();
        all.set(0, model.items().size());
        return GeneratedSchema.of(model, all);
    }

    /// One schema and what becomes of it by a few edits, each on what is `editable`; every third
    /// pair is two schemas that have nothing to do with each other.
    public GeneratedPair pair(long seed, Set<Feature> editable) {
        if (seed % 3 == 2) {
            var both = EnumSet.copyOf(on);
            both.retainAll(editable);
            return new GeneratedPair(
                    seed,
                    schema(2 * seed + 1_000_001, both),
                    schema(2 * seed + 1_000_000, both),
                    List.of("everything"));
        }
        RandomGenerator random = random(~seed);
        GeneratedSchema whole = schema(seed);
        BitSet wanted = whole.wanted();
        for (int id = 1; id < wanted.length(); id++) if (random.nextInt(100) < 12) wanted.clear(id);
        GeneratedSchema from = whole.wanting(wanted);
        return new Mutator(random, editable).mutated(seed, from, 1 + random.nextInt(8));
    }

    private Model model(long seed, Set<Feature> features) {
        RandomGenerator random = random(seed);
        var draft = new Draft(random, major, features);
        int count = 1 + random.nextInt(LARGEST);
        var types = new Types(draft);
        var tables = new Tables(draft, types);
        var keys = new Keys(draft, tables);
        var views = new Views(draft);
        var routines = new Routines(draft);
        var attached = new Attached(draft);
        List<Feature> weighted = weighted(features);
        for (int i = 0; i < count && !weighted.isEmpty(); i++)
            switch (draft.pick(weighted)) {
                case SCHEMA -> types.schema();
                case ENUM -> types.enumeration();
                case DOMAIN -> types.domain();
                case COMPOSITE -> types.composite();
                case RANGE -> types.range();
                case SEQUENCE -> types.sequence();
                case TABLE -> tables.table();
                case PARTITION -> tables.partitioned();
                case INHERITANCE -> tables.inheriting();
                case KEY -> keys.key();
                case CHECK -> keys.check();
                case FOREIGN_KEY -> keys.foreignKey();
                case EXCLUSION -> keys.exclusion();
                case INDEX -> keys.index();
                case VIEW -> views.view();
                case MATERIALIZED_VIEW -> views.materialized();
                case FUNCTION -> routines.function();
                case PROCEDURE -> routines.procedure();
                case AGGREGATE -> routines.aggregate();
                case OPERATOR -> routines.operator();
                case TEXT_SEARCH -> routines.textSearch();
                case CAST -> routines.cast();
                case FOREIGN_TABLE -> routines.foreignTable();
                case TRIGGER -> attached.trigger();
                case POLICY -> attached.policy();
                case RULE -> attached.rule();
                case STATISTICS -> attached.statistics();
                case PUBLICATION -> attached.publication();
                case SETTING -> attached.setting();
                case COMMENT -> attached.comment();
                case GRANT -> attached.grant();
                case COLUMN, COLLATION, IDENTITY, GENERATED_COLUMN, HOSTILE_NAME -> {}
            }
        if (draft.has(Feature.SEQUENCE)) attached.owned();
        return draft.model();
    }

    /// Each as often as it weighs.
    private static List<Feature> weighted(Set<Feature> features) {
        var list = new ArrayList<Feature>();
        for (Feature f : Feature.values())
            if (features.contains(f)) for (int i = 0; i < f.weight(); i++) list.add(f);
        return list;
    }
}
