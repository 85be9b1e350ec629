package dev.sluice.author;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Policy;
import dev.sluice.schema.SchemaObject;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// `TO current_user`: PostgreSQL keeps the role that ran it, which is another one on scratch than
/// anywhere else. A declaration keeps the word, so that it is what is written; states that were run
/// on scratch are compared by the role that runs there.
final class PolicyWords {
    private static final Set<String> WORDS = Set.of("current_user", "current_role", "session_user");

    private PolicyWords() {}

    static boolean isWord(String role) {
        return WORDS.contains(role);
    }

    /// What was read back with the words that its texts had.
    static Catalog restored(Catalog read, Catalog texts) {
        return policies(
                read,
                p ->
                        texts.find(p.id()).orElse(null) instanceof Policy text
                                        && text.roles().stream().anyMatch(PolicyWords::isWord)
                                ? to(p, text.roles())
                                : p);
    }

    /// What scratch makes of the words.
    static Catalog run(Catalog declared, String user) {
        return policies(declared, p -> run(p, user));
    }

    /// Where `stands` has just what running the words as `user` makes of them, nothing is to
    /// change; null: whoever it was.
    static Catalog kept(Catalog declared, Catalog stands, @Nullable String user) {
        return policies(
                declared,
                p ->
                        stands.find(p.id()).orElse(null) instanceof Policy s
                                        && (user == null
                                                ? isRun(p, s)
                                                : s.roles().equals(run(p, user).roles()))
                                ? to(p, s.roles())
                                : p);
    }

    private static boolean isRun(Policy said, Policy stands) {
        List<String> names = said.roles().stream().filter(r -> !isWord(r)).toList();
        int words = said.roles().size() - names.size();
        return words > 0
                && stands.roles().containsAll(names)
                && stands.roles().size() <= names.size() + words
                && !stands.roles().equals(List.of("public"));
    }

    private static Policy run(Policy p, String user) {
        return to(
                p, p.roles().stream().map(r -> isWord(r) ? user : r).distinct().sorted().toList());
    }

    private static Policy to(Policy p, List<String> roles) {
        return new Policy(
                p.table(),
                p.name(),
                p.permissive(),
                p.command(),
                roles,
                p.using(),
                p.withCheck(),
                p.comment());
    }

    private static Catalog policies(Catalog catalog, UnaryOperator<Policy> change) {
        return new Catalog(
                catalog.major(),
                catalog.objects().stream()
                        .map(o -> o instanceof Policy p ? (SchemaObject) change.apply(p) : o)
                        .toList(),
                catalog.dependencies());
    }
}
