package dev.sluice.server.changes;

import dev.sluice.server.ReadOnce;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.work.Work;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Words that people put on a change for the rules of approval to ask for. They belong to no
/// revision: putting others voids no approval, but the rules are held against them anew at each
/// start.
@Component
public final class Labels {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9._:/-]{0,49}");
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Work work;

    Labels(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            Work work) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.work = work;
    }

    public Set<String> of(Change change) {
        return ReadOnce.of(
                "labels",
                List.of(change.id()),
                () ->
                        jdbc.sql("select labels from change where id = ?")
                                .param(change.id())
                                .query((row, _) -> read(row))
                                .single());
    }

    static Set<String> read(ResultSet row) throws SQLException {
        Array labels = row.getArray("labels");
        return Set.copyOf(new TreeSet<>(List.of((String[]) labels.getArray())));
    }

    /// These and no others.
    public void put(Actor by, Change change, List<String> wanted) {
        rights.need(by, Right.CHANGE, change.projectId());
        Set<String> labels = checked(wanted);
        transaction.executeWithoutResult(_ -> {
            boolean open =
                    ChangeState.of(
                                    jdbc.sql("select state from change where id = ? for update")
                                            .param(change.id())
                                            .query(String.class)
                                            .single())
                            .isOpen();
            if (!open)
                throw new Conflict(change.subject() + " has ended: its labels stay as they are.");
            Set<String> before = of(change);
            if (before.equals(labels)) return;
            jdbc.sql("update change set labels = ? where id = ?")
                    .param(labels.toArray(String[]::new))
                    .param(change.id())
                    .update();
            audit.record(
                    by,
                    "change.labelled",
                    change.projectId(),
                    change.subject(),
                    Map.of("before", new TreeSet<>(before), "labels", labels));
            work.soon("advance", change.id());
        });
    }

    /// Before anything is written.
    public static Set<String> checked(List<String> wanted) {
        var labels = new TreeSet<String>();
        for (String label : wanted) {
            if (!LABEL.matcher(label).matches())
                throw new Refusal(
                        "A label has small letters, digits and . _ : / -, at most 50 (labels).");
            labels.add(label);
        }
        if (labels.size() > MOST)
            throw new Refusal("A change has at most %d labels (labels).".formatted(MOST));
        return labels;
    }
}
