package dev.sluice.author;

import dev.sluice.folder.Migration;
import dev.sluice.folder.Replay;
import dev.sluice.folder.ReplayFailed;
import dev.sluice.proof.Proof;
import dev.sluice.proof.Prover;
import dev.sluice.schema.Fingerprint;
import dev.sluice.schema.Table;
import dev.sluice.source.parse.RefusedSql;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.source.scratch.ScratchDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// How a migration of a folder runs so that nobody waits for it long: statements that only build
/// something on a table that stands give way to their online forms, each in its place; all others
/// stay as they are. `proof` is that of these statements, to the end that the file comes to.
public record OnlineRun(List<String> statements, List<Form> forms, Proof proof) {
    /// `count` of the statements, from `first` on (counted from 0), stand for what the file `says`.
    public record Form(String says, int first, int count) {}

    public OnlineRun {
        statements = List.copyOf(statements);
        forms = List.copyOf(forms);
    }

    /// Empty where the file's statements are to run as they are: none has an online form, one needs
    /// the others in its transaction, or the same end was not proven. `declared`: what is known of
    /// the file as it is.
    public static Optional<OnlineRun> of(Replay replay, int index, WayBack declared)
            throws SQLException {
        Migration m = replay.folder().migrations().get(index);
        if (!declared.exists()
                || declared.proof().from().all(Table.class).isEmpty()
                || !mayHaveForms(m.statements())) return Optional.empty();
        var found = new Found();
        try (ScratchDatabase copy = replay.scratch().database(replay.template(index));
                Connection connection = copy.connect()) {
            var forms = new OnlineStatements(replay, m.fileName(), connection);
            for (String statement : m.statements()) found.add(statement, forms);
        } catch (ReplayFailed _) {
            return Optional.empty(); // it runs only as a whole
        }
        return found.forms.isEmpty() ? Optional.empty() : proven(replay, index, declared, found);
    }

    private static boolean mayHaveForms(List<String> statements) {
        try {
            List<String> all =
                    statements.stream()
                            .flatMap(s -> Statements.split(s).stream())
                            .map(SqlStatement::text)
                            .toList();
            return all.stream().anyMatch(s -> StatementHead.builtOn(s).isPresent())
                    && all.stream().allMatch(StatementHead::isComplete);
        } catch (RefusedSql _) {
            return false;
        }
    }

    private static final class Found {
        private final List<String> statements = new ArrayList<>();
        private final List<Form> forms = new ArrayList<>();

        /// What stands between two breakpoints is taken apart only where one of it gives way.
        void add(String statement, OnlineStatements online) throws SQLException {
            int before = statements.size();
            int known = forms.size();
            for (SqlStatement one : Statements.split(statement)) {
                List<String> form = online.run(one.text());
                if (!form.isEmpty())
                    forms.add(new Form(one.text(), statements.size(), form.size()));
                statements.addAll(form.isEmpty() ? List.of(one.text()) : form);
            }
            if (forms.size() > known) return;
            statements.subList(before, statements.size()).clear();
            statements.add(statement);
        }
    }

    /// The same end to the letter, and no less known of it than of the file.
    private static Optional<OnlineRun> proven(
            Replay replay, int index, WayBack declared, Found found) throws SQLException {
        Proof file = declared.proof();
        Proof proof =
                Prover.prove(
                        replay.scratch(),
                        replay.template(index),
                        file.from(),
                        found.statements,
                        declared.statements(),
                        file.to());
        boolean isSame =
                proof.verdict().compareTo(file.verdict()) <= 0
                        && Fingerprint.of(proof.to()).equals(Fingerprint.of(file.to()));
        return isSame
                ? Optional.of(new OnlineRun(found.statements, found.forms, measured(file, proof)))
                : Optional.empty();
    }

    /// What the file does to rows, and for how long these statements keep others waiting.
    private static Proof measured(Proof file, Proof online) {
        var written = new LinkedHashSet<>(file.writtenTables());
        written.addAll(online.writtenTables());
        return new Proof(
                file.verdict(),
                file.reasons(),
                file.from(),
                file.to(),
                written,
                online.blocked(),
                file.gone(),
                file.unfilled(),
                online.upMillis(),
                online.downMillis());
    }
}
