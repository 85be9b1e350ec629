package dev.sluice.server.releases;

import dev.sluice.author.OnlineRun;
import dev.sluice.author.WayBack;
import dev.sluice.diff.Diff;
import dev.sluice.diff.Difference;
import dev.sluice.folder.Digests;
import dev.sluice.folder.Migration;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.plan.Hazard;
import dev.sluice.plan.HazardKind;
import dev.sluice.proof.Blocked;
import dev.sluice.proof.OtherRows;
import dev.sluice.proof.Proof;
import dev.sluice.proof.Prover;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.ColumnName;
import dev.sluice.schema.QualifiedName;
import dev.sluice.server.Json;
import dev.sluice.server.ReadOnce;
import dev.sluice.server.databases.Catalogs;
import dev.sluice.source.scratch.Scratch;
import dev.sluice.source.scratch.ScratchDatabase;
import dev.sluice.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The door to proofs. Each is made once for all that ran before it, and kept: the files that a
/// later release shares with an earlier one are not run again.
@Component
public final class Proofs {
    private final JdbcClient jdbc;
    private final Catalogs catalogs;

    Proofs(JdbcClient jdbc, Catalogs catalogs) {
        this.jdbc = jdbc;
        this.catalogs = catalogs;
    }

    public Optional<MigrationProof> find(String chain, int major) {
        return jdbc.sql("select * from migration_proof where chain = ? and major = ?")
                .params(chain, major)
                .query(Proofs::proof)
                .optional();
    }

    /// What is known of a revision's migrations, each once a major, in the order of its targets and
    /// theirs; complete when all are proven (or known not to be provable).
    public record OfRevision(List<MigrationProof> proofs, boolean complete) {}

    public OfRevision ofRevision(long revisionId) {
        return ReadOnce.of(
                "proofs",
                List.of(revisionId),
                () -> ofRevisions(List.of(revisionId)).getOrDefault(revisionId, NONE));
    }

    /// For the rest of a GET.
    public void readAhead(List<Long> revisions) {
        Map<Long, OfRevision> found = ofRevisions(revisions);
        for (long revision : revisions)
            ReadOnce.know("proofs", List.of(revision), found.getOrDefault(revision, NONE));
    }

    private Map<Long, OfRevision> ofRevisions(List<Long> revisions) {
        var found = new HashMap<Long, List<Optional<MigrationProof>>>();
        jdbc.sql(
                        """
                        select wanted.revision_id, p.* from (select t.revision_id, m.chain, d.major,
                                min(t.ordinal) as target, min(m.ordinal) as place
                            from revision_target t join target_migration m on m.target_id = t.id
                            join managed_database d on d.id = t.database_id
                            where t.revision_id = any (?) group by t.revision_id, m.chain, d.major) wanted
                        left join migration_proof p on p.chain = wanted.chain and p.major = wanted.major
                        order by wanted.target, wanted.place\
                        """)
                .param(revisions.toArray(Long[]::new))
                .query((row, n) ->
                        found.computeIfAbsent(row.getLong("revision_id"), _ -> new ArrayList<>())
                                .add(
                                        row.getString("chain") == null
                                                ? Optional.empty()
                                                : Optional.of(proof(row, n))))
                .list();
        var known = new HashMap<Long, OfRevision>();
        found.forEach((id, all) ->
                known.put(
                        id,
                        new OfRevision(
                                all.stream().flatMap(Optional::stream).toList(),
                                all.stream().allMatch(Optional::isPresent))));
        return known;
    }

    private static final OfRevision NONE = new OfRevision(List.of(), true);

    /// What identifies the migration at `index` with everything before it, and how it runs.
    public static String chain(
            MigrationsFolder folder, int index, String searchPath, ReleaseStrategy strategy) {
        Migration m = folder.migrations().get(index);
        String declared = Digests.sha256(folder.chain(index + 1) + m.digest() + searchPath);
        return switch (strategy) {
            case DIRECT -> declared;
            case ONLINE -> Digests.sha256(declared + " online");
        };
    }

    /// Proves the migration at `index`, or finds that it was proven.
    ///
    /// @throws SQLException when the scratch server is lost
    public MigrationProof of(Replay replay, int index, ReleaseStrategy strategy)
            throws SQLException {
        String chain = chain(replay.folder(), index, replay.searchPath(), strategy);
        int major = replay.scratch().major();
        Optional<MigrationProof> known = find(chain, major);
        if (known.isPresent()) return known.get();
        WayBack back = WayBack.of(replay, index);
        Migration m = replay.folder().migrations().get(index);
        Optional<OnlineRun> online =
                switch (strategy) {
                    case DIRECT -> Optional.empty();
                    case ONLINE -> OnlineRun.of(replay, index, back);
                };
        Proof proof = online.map(OnlineRun::proof).orElse(back.proof());
        List<String> up = online.map(OnlineRun::statements).orElse(m.statements());
        return keep(
                chain,
                m.tag(),
                online.orElse(null),
                back.exists() ? back.statements() : null,
                proof,
                OtherRows.mayFail(replay.scratch(), replay.template(index), proof, up),
                back.reasons());
    }

    /// Proves statements that start from a live catalog.
    public MigrationProof planned(
            String chain,
            String tag,
            Scratch scratch,
            Catalog from,
            List<String> up,
            List<String> down)
            throws SQLException {
        Optional<MigrationProof> known = find(chain, scratch.major());
        if (known.isPresent()) return known.get();
        try (ScratchDatabase before = scratch.database()) {
            try (Connection connection = before.connect();
                    var statement = connection.createStatement()) {
                statement.execute("set check_function_bodies = off");
                for (String sql : Sql.statements(from)) statement.execute(sql);
            }
            Proof proof = Prover.prove(scratch, before, null, up, down, null);
            return keep(
                    chain,
                    tag,
                    null,
                    proof.verdict() == Proof.Verdict.NOT_PROVEN ? null : down,
                    proof,
                    OtherRows.mayFail(scratch, before, proof, up),
                    proof.reasons());
        }
    }

    private MigrationProof keep(
            String chain,
            String tag,
            @Nullable OnlineRun online,
            @Nullable List<String> down,
            Proof proof,
            List<Hazard> mayFail,
            List<String> reasons) {
        var hazards = new ArrayList<Hazard>(mayFail);
        hazards.addAll(hazards(proof, down != null));
        var made =
                new MigrationProof(
                        chain,
                        proof.from().major(),
                        tag,
                        online == null ? null : online.statements(),
                        online == null ? List.of() : online.forms(),
                        proof.verdict().words(),
                        reasons,
                        hazards,
                        proof.writtenTables().stream().map(Object::toString).sorted().toList(),
                        Diff.between(proof.from(), proof.to()).stream()
                                .map(Difference::words)
                                .toList(),
                        down,
                        catalogs.keep(proof.from()).toString(),
                        catalogs.keep(proof.to()).toString(),
                        proof.upMillis(),
                        proof.downMillis());
        insert(made);
        return made;
    }

    /// Read off what happened on scratch, never off the statements: what a DO block drops is seen
    /// too, and what was only renamed is not lost.
    private static List<Hazard> hazards(Proof proof, boolean wayBack) {
        var hazards = new ArrayList<Hazard>();
        proof.gone().tables().stream()
                .sorted(Comparator.comparing(QualifiedName::toString))
                .forEach(t ->
                        hazards.add(
                                loss(
                                        "table " + t,
                                        "the table goes, and its rows with it",
                                        "select count(*) from " + t.quoted())));
        proof.gone().columns().stream()
                .sorted(Comparator.comparing(ColumnName::quoted))
                .forEach(c ->
                        hazards.add(
                                loss(
                                        "column " + c.table() + "." + c.column(),
                                        "the column goes, and its values with it",
                                        "select count(%s) from %s"
                                                .formatted(
                                                        c.column().quoted(), c.table().quoted()))));
        proof.blocked().forEach(b -> hazards.add(blocked(b)));
        proof.writtenTables()
                .forEach(t ->
                        hazards.add(
                                new Hazard(
                                        HazardKind.IRREVERSIBLE,
                                        "table " + t,
                                        "the migration writes its rows; the way back"
                                                + " restores the schema, not the data",
                                        "Keep a copy of what is overwritten.",
                                        null)));
        if (!wayBack)
            hazards.add(
                    new Hazard(
                            HazardKind.IRREVERSIBLE,
                            "the migration",
                            "there is no proven way back",
                            "Undo will refuse it.",
                            null));
        return hazards;
    }

    private static Hazard blocked(Blocked b) {
        String table = "table " + b.table();
        if (b.rewritten())
            return new Hazard(
                    HazardKind.TABLE_REWRITE,
                    table,
                    "PostgreSQL writes the whole table anew; nothing can read or write it meanwhile",
                    "Run it when the table is quiet.",
                    null);
        return new Hazard(
                HazardKind.LONG_EXCLUSIVE_LOCK,
                table,
                b.readersToo()
                        ? "all its rows are read; nothing else can read or write it meanwhile"
                        : "all its rows are read; writes to it wait meanwhile",
                "Run it when the table is quiet.",
                null);
    }

    private static Hazard loss(String object, String why, String countingQuery) {
        return new Hazard(
                HazardKind.DATA_LOSS,
                object,
                why,
                "Undo brings back the schema only.",
                countingQuery);
    }

    private void insert(MigrationProof p) {
        jdbc.sql(
                        """
                        insert into migration_proof (chain, major, tag, statements, forms, verdict, reasons, hazards,
                            written_tables, differences, down, fingerprint_before, fingerprint_after, up_millis,
                            down_millis)
                        values (?, ?, ?, cast(? as jsonb), cast(? as jsonb), ?, cast(? as jsonb), cast(? as jsonb), cast(? as jsonb), cast(? as jsonb),
                            cast(? as jsonb), ?, ?, ?, ?)
                        on conflict do nothing\
                        """)
                .param(p.chain())
                .param(p.major())
                .param(p.tag())
                .param(Json.writeOrNull(p.statements()))
                .param(Json.write(p.forms()))
                .param(p.verdict())
                .param(Json.write(p.reasons()))
                .param(Json.write(p.hazards()))
                .param(Json.write(p.writtenTables()))
                .param(Json.write(p.differences()))
                .param(Json.writeOrNull(p.down()))
                .param(p.fingerprintBefore())
                .param(p.fingerprintAfter())
                .param(p.upMillis())
                .param(p.downMillis())
                .update();
    }

    private static MigrationProof proof(ResultSet row, int n) throws SQLException {
        return new MigrationProof(
                row.getString("chain"),
                row.getInt("major"),
                row.getString("tag"),
                Json.textsOrNull(row.getString("statements")),
                Json.list(row.getString("forms"), OnlineRun.Form.class),
                row.getString("verdict"),
                Json.texts(row.getString("reasons")),
                Json.list(row.getString("hazards"), Hazard.class),
                Json.texts(row.getString("written_tables")),
                Json.texts(row.getString("differences")),
                Json.textsOrNull(row.getString("down")),
                row.getString("fingerprint_before"),
                row.getString("fingerprint_after"),
                row.getLong("up_millis"),
                row.getLong("down_millis"));
    }
}
