package dev.sluice.server.releases;

import dev.sluice.folder.Digests;
import dev.sluice.folder.FolderBroken;
import dev.sluice.folder.Migration;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.server.Json;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The door to releases.
@Component
public final class Releases {
    private static final Pattern FILE =
            Pattern.compile("(meta/)?[A-Za-z0-9_][A-Za-z0-9_.+-]{0,199}\\.(sql|json)");
    private static final int MOST_CHARACTERS = 64 * 1024 * 1024;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Rights rights;
    private final Audit audit;
    private final Path unpacked;

    Releases(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Rights rights,
            Audit audit,
            @Value("${sluice.data}") String data) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rights = rights;
        this.audit = audit;
        this.unpacked = Path.of(data).resolve("releases");
    }

    /// Keeps the folder. The same folder of the same ref and commit is kept once.
    public Release upload(Actor by, Project project, Upload upload) {
        rights.need(by, Right.CHANGE, project.id());
        check(upload);
        String digest = digest(upload.files());
        MigrationsFolder folder = open(digest, upload.files());
        if (folder.migrations().isEmpty())
            throw new Refusal("The folder holds no migration: its journal is empty.");
        return Objects.requireNonNull(
                transaction.execute(_ ->
                        known(project, digest, upload)
                                .orElseGet(() -> keep(by, project, digest, upload, folder))));
    }

    private Release keep(
            Actor by, Project project, String digest, Upload upload, MigrationsFolder folder) {
        long id =
                jdbc.sql(
                                """
                                insert into release (project_id, digest, ref, commit_id, search_path, drizzle_schema,
                                    drizzle_table, files, uploaded_by)
                                values (?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?) returning id\
                                """)
                        .param(project.id())
                        .param(digest)
                        .param(upload.ref())
                        .param(upload.commit())
                        .param(searchPath(upload))
                        .param(upload.drizzleSchema())
                        .param(upload.drizzleTable())
                        .param(Json.write(upload.files()))
                        .param(by.name())
                        .query(Long.class)
                        .single();
        for (int i = 0; i < folder.migrations().size(); i++)
            insert(id, i, folder.migrations().get(i));
        audit.record(
                by,
                "release.uploaded",
                project.id(),
                upload.ref(),
                Map.of("commit", upload.commit(), "digest", digest));
        return byId(id);
    }

    private void insert(long release, int position, Migration m) {
        jdbc.sql(
                        """
                        insert into release_migration (release_id, idx, tag, digest, drizzle_hash, drizzle_when, text,
                            statements, down)
                        values (?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb))\
                        """)
                .param(release)
                .param(position)
                .param(m.tag())
                .param(m.digest())
                .param(m.hash())
                .param(m.when())
                .param(m.text())
                .param(Json.write(m.statements()))
                .param(Json.writeOrNull(m.down().map(Migration.Down::statements).orElse(null)))
                .update();
    }

    private static String searchPath(Upload upload) {
        return upload.searchPath() == null || upload.searchPath().isBlank()
                ? "public"
                : upload.searchPath();
    }

    private Optional<Release> known(Project project, String digest, Upload u) {
        return jdbc.sql(
                        """
                        select * from release where project_id = ? and digest = ? and ref = ? and commit_id = ?
                        and search_path = ? order by id desc limit 1\
                        """)
                .params(project.id(), digest, u.ref(), u.commit(), searchPath(u))
                .query(Release.class)
                .optional();
    }

    private static void check(Upload upload) {
        if (upload.ref().isBlank() || upload.ref().length() > 200)
            throw new Refusal(
                    "A release names the branch or pull request that it comes from (ref), at most 200"
                            + " characters.");
        if (upload.commit().length() > 200) throw new Refusal("The commit is too long.");
        long size = 0;
        for (var file : upload.files().entrySet()) {
            if (!FILE.matcher(file.getKey()).matches() || file.getKey().contains(".."))
                throw new Refusal(
                        "The file name \"%s\" is not one of a migrations folder."
                                .formatted(file.getKey()));
            if (file.getValue().indexOf(0) >= 0)
                throw new Refusal(
                        file.getKey() + " holds a NUL character, which PostgreSQL can't take.");
            size += file.getValue().length();
        }
        if (size > MOST_CHARACTERS) throw new Refusal("A release holds at most 64 MB of text.");
    }

    private static String digest(Map<String, String> files) {
        var text = new StringBuilder();
        new TreeMap<>(files)
                .forEach((name, content) ->
                        text.append(name.length())
                                .append(':')
                                .append(name)
                                .append(content.length())
                                .append(':')
                                .append(content));
        return Digests.sha256(text.toString());
    }

    public Release byId(long id) {
        return jdbc.sql("select * from release where id = ?")
                .param(id)
                .query(Release.class)
                .single();
    }

    public List<ReleasedMigration> migrations(long releaseId) {
        return jdbc.sql("select * from release_migration where release_id = ? order by idx")
                .param(releaseId)
                .query(Releases::migration)
                .list();
    }

    /// The files of the release on disk, to be replayed.
    public MigrationsFolder folder(Release release) {
        Path path = unpacked.resolve(release.digest());
        if (Files.isDirectory(path)) return MigrationsFolder.open(path);
        String files =
                jdbc.sql("select files from release where id = ?")
                        .param(release.id())
                        .query(String.class)
                        .single();
        return open(release.digest(), Json.map(files));
    }

    private MigrationsFolder open(String digest, Map<String, String> files) {
        try {
            return MigrationsFolder.open(unpack(digest, files));
        } catch (FolderBroken e) {
            throw new Refusal(String.valueOf(e.getMessage()));
        }
    }

    private Path unpack(String digest, Map<String, String> files) {
        Path path = unpacked.resolve(digest);
        if (Files.isDirectory(path)) return path;
        try {
            Files.createDirectories(unpacked);
            Path fresh = Files.createTempDirectory(unpacked, "new-");
            for (var file : files.entrySet()) {
                Path at = fresh.resolve(file.getKey());
                Files.createDirectories(at.getParent());
                Files.writeString(at, file.getValue());
            }
            try {
                Files.move(fresh, path);
            } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException _) {
                // somebody else unpacked the same bytes; ours stay as rubbish of one start
            }
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException("the release could not be unpacked in " + unpacked, e);
        }
    }

    private static ReleasedMigration migration(ResultSet row, int n) throws SQLException {
        return new ReleasedMigration(
                row.getInt("idx"),
                row.getString("tag"),
                row.getString("digest"),
                row.getString("drizzle_hash"),
                row.getLong("drizzle_when"),
                row.getString("text"),
                Json.texts(row.getString("statements")),
                Json.textsOrNull(row.getString("down")));
    }
}
