package dev.sluice.source.drizzle;

import dev.sluice.source.drizzle.ImportBlock.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Breaks imports by chance, in ways that keep what is needed to get the same text back: an order
/// that was nobody's rule is not lost, for example.
record Breakage(Random chance) {
    enum Way {
        REMOVE_A_NAME,
        REMOVE_A_DECLARATION,
        REPEAT_A_NAME,
        REPEAT_A_DECLARATION,
        MOVE_A_NAME,
        MOVE_A_DECLARATION,
        MISSPELL_A_PATH,
        MAKE_A_NAME_A_TYPE,
        MAKE_A_DECLARATION_A_TYPE,
        ADD_A_NAME,
        ADD_A_DECLARATION
    }

    private static final List<String> UNUSED =
            List.of("cidr", "macaddr8", "pgSequence", "sparsevec", "type PgDatabase", "halfvec");

    /// Empty where the way does not lead through this declaration.
    Optional<ImportBlock> broken(ImportBlock block, Way way) {
        int place = chance.nextInt(block.declarations().size());
        Declaration one = block.declarations().get(place);
        return switch (way) {
            case REMOVE_A_NAME ->
                    removable(one)
                            .map(name -> block.with(place, one.with(without(one.names(), name))));
            case REMOVE_A_DECLARATION -> undeclared(block, place);
            case REPEAT_A_NAME -> {
                var names = new ArrayList<>(one.names());
                names.add(some(one.names()));
                yield Optional.of(block.with(place, one.with(names)));
            }
            case REPEAT_A_DECLARATION ->
                    Optional.of(
                            block.plus(
                                    place + 1 + chance.nextInt(block.declarations().size() - place),
                                    one));
            case MOVE_A_NAME -> moved(block, place);
            case MOVE_A_DECLARATION -> redirected(block, place);
            case MISSPELL_A_PATH ->
                    one.module().equals("drizzle-orm")
                            ? Optional.empty()
                            : Optional.of(block.with(place, one.from(misspelled(one.module()))));
            case MAKE_A_NAME_A_TYPE -> {
                if (one.hasTypes()) yield Optional.empty();
                var names = new ArrayList<>(one.names());
                names.replaceAll(n -> chance.nextInt(3) == 0 ? "type " + n : n);
                yield changed(block, place, names);
            }
            case MAKE_A_DECLARATION_A_TYPE ->
                    one.hasTypes()
                            ? Optional.empty()
                            : Optional.of(block.with(place, one.asType()));
            case ADD_A_NAME -> {
                var names = new ArrayList<>(one.names());
                String unused = one.type() ? "PgDatabase" : some(UNUSED);
                names.add(chance.nextInt(names.size() + 1), unused);
                yield Optional.of(block.with(place, one.with(names)));
            }
            case ADD_A_DECLARATION ->
                    Optional.of(
                            block.plus(
                                    chance.nextInt(block.declarations().size() + 1),
                                    new Declaration(
                                            chance.nextBoolean(),
                                            List.of("z"),
                                            some(List.of("zod", "./gone", "drizzle-orm/gone")),
                                            false,
                                            one.quote(),
                                            one.end())));
        };
    }

    private static Optional<ImportBlock> changed(ImportBlock block, int place, List<String> names) {
        Declaration one = block.declarations().get(place);
        return names.equals(one.names())
                ? Optional.empty()
                : Optional.of(block.with(place, one.with(names)));
    }

    /// A name goes back to its place in a list that is sorted, else to the end.
    private Optional<String> removable(Declaration one) {
        if (one.names().size() < 2) return Optional.empty();
        boolean finds = one.isSorted() && one.names().size() > 2;
        if (!finds && one.names().size() > 2 && one.with(init(one.names())).isSorted())
            return Optional.empty();
        return Optional.of(finds ? some(one.names()) : one.names().getLast());
    }

    private static List<String> init(List<String> names) {
        return names.subList(0, names.size() - 1);
    }

    /// A declaration comes back behind the others of its kind, on one line.
    private static Optional<ImportBlock> undeclared(ImportBlock block, int place) {
        Declaration one = block.declarations().get(place);
        boolean isLast = place == block.declarations().size() - 1;
        boolean single = one.names().size() == 1 && !one.lines() && !one.hasTypes();
        boolean moduleIsElsewhere =
                block.declarations().stream().filter(d -> d.module().equals(one.module())).count()
                        > 1;
        return isLast && single && place > 0 && !moduleIsElsewhere
                ? Optional.of(block.without(place))
                : Optional.empty();
    }

    /// To the end of another declaration's list.
    private Optional<ImportBlock> moved(ImportBlock block, int place) {
        Declaration one = block.declarations().get(place);
        int other = chance.nextInt(block.declarations().size());
        Declaration there = block.declarations().get(other);
        if (other == place || one.hasTypes() || there.type() || same(one, there))
            return Optional.empty();
        if (givesToo(there.module(), one)) return Optional.empty();
        return removable(one)
                .map(name -> {
                    var names = new ArrayList<>(there.names());
                    names.add(name);
                    return block.with(place, one.with(without(one.names(), name)))
                            .with(other, there.with(names));
                });
    }

    /// All its names from a module that gives none of them.
    private Optional<ImportBlock> redirected(ImportBlock block, int place) {
        Declaration one = block.declarations().get(place);
        String other = some(List.of("drizzle-orm", "drizzle-orm/pg-core"));
        boolean isAlone =
                block.declarations().stream().filter(d -> d.module().equals(one.module())).count()
                        == 1;
        boolean isOrm = one.module().startsWith("drizzle-orm");
        return !isOrm
                        || !isAlone
                        || one.module().equals(other)
                        || one.module().endsWith("relations")
                ? Optional.empty()
                : Optional.of(block.with(place, one.from(other)));
    }

    private static boolean givesToo(String module, Declaration one) {
        return module.equals("drizzle-orm") && one.module().equals("drizzle-orm/relations");
    }

    private static boolean same(Declaration one, Declaration other) {
        return one.module().equals(other.module());
    }

    /// One slip of the key in the last part of the path, before its extension.
    private String misspelled(String module) {
        int from = module.lastIndexOf('/') + 1;
        int to = module.endsWith(".js") ? module.length() - ".js".length() : module.length();
        int at = from + chance.nextInt(to - from);
        return switch (chance.nextInt(3)) {
            case 0 -> module.substring(0, at) + module.substring(at + 1);
            case 1 -> module.substring(0, at) + 'q' + module.substring(at);
            default -> module.substring(0, at) + 'q' + module.substring(at + 1);
        };
    }

    private String some(List<String> names) {
        return names.get(chance.nextInt(names.size()));
    }

    private static List<String> without(List<String> names, String name) {
        return names.stream().filter(n -> !n.equals(name)).toList();
    }
}
