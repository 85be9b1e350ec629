package dev.sluice.server.changes.web;

import dev.sluice.folder.FolderBroken;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.NewMigration;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeState;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.releases.Release;
import dev.sluice.server.releases.Releases;
import dev.sluice.server.releases.Upload;
import dev.sluice.server.web.Lookup;
import dev.sluice.source.parse.Statements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/// Two ways into a change from the browser: a migrations folder as it is, or SQL as the folder's
/// next migration.
@Controller
final class NewChangePages {
    private static final String JOURNAL = "meta/_journal.json";

    private final Projects projects;
    private final Changes changes;
    private final Releases releases;
    private final Lookup lookup;
    private final Rights rights;

    NewChangePages(
            Projects projects, Changes changes, Releases releases, Lookup lookup, Rights rights) {
        this.projects = projects;
        this.changes = changes;
        this.releases = releases;
        this.lookup = lookup;
        this.rights = rights;
    }

    @Right(Right.CHANGE)
    @GetMapping("/changes/new")
    String form(Actor actor, Model page) {
        return form(actor, NewChange.EMPTY, List.of(), page);
    }

    private String form(Actor actor, NewChange form, List<String> problems, Model page) {
        page.addAttribute(
                "projects",
                projects.visible(actor).stream()
                        .filter(p -> rights.has(actor, Right.CHANGE, p.id()))
                        .map(p -> new NewChange.Choice(p.id(), p.name()))
                        .toList());
        page.addAttribute("form", form);
        page.addAttribute("problems", problems);
        return "changes/new";
    }

    @Right(Right.CHANGE)
    @PostMapping("/changes/new/folder")
    String folder(
            Actor actor,
            @RequestParam long project,
            @RequestParam(defaultValue = "") String title,
            @RequestParam String ref,
            @RequestParam List<MultipartFile> files,
            Model page)
            throws IOException {
        Project of = lookup.project(actor, project);
        try {
            return opened(
                    actor,
                    of,
                    title,
                    new Upload(ref.strip(), "by hand", title, null, null, null, inFolder(files)));
        } catch (Refusal | Conflict refused) {
            return form(
                    actor,
                    new NewChange(project, title, ref, ""),
                    List.of(String.valueOf(refused.getMessage())),
                    page);
        }
    }

    @Right(Right.CHANGE)
    @PostMapping("/changes/new/sql")
    String sql(
            Actor actor,
            @RequestParam long project,
            @RequestParam String title,
            @RequestParam String sql,
            Model page)
            throws IOException {
        Project of = lookup.project(actor, project);
        try {
            Release base = latest(of);
            Map<String, String> files = withMigration(releases.folder(base), title, sql);
            return opened(
                    actor,
                    of,
                    title,
                    new Upload(
                            "console/" + slug(title),
                            "by hand",
                            title,
                            base.searchPath(),
                            base.drizzleSchema(),
                            base.drizzleTable(),
                            files));
        } catch (Refusal | Conflict | FolderBroken refused) {
            return form(
                    actor,
                    new NewChange(project, title, "main", sql),
                    List.of(String.valueOf(refused.getMessage())),
                    page);
        }
    }

    private String opened(Actor actor, Project project, String title, Upload upload) {
        Release release = releases.upload(actor, project, upload);
        Change change = changes.open(actor, project, release, title.isBlank() ? null : title);
        return "redirect:" + ChangeReading.href(change);
    }

    /// The folder that the journal stands in; whatever else was chosen with it is left out.
    private static Map<String, String> inFolder(List<MultipartFile> files) throws IOException {
        var all = new TreeMap<String, MultipartFile>();
        for (MultipartFile file : files) {
            String name = file.getOriginalFilename();
            if (name != null && !name.isBlank()) {
                all.put(name.replace('\\', '/'), file);
            }
        }
        List<String> journals =
                all.keySet().stream()
                        .filter(n -> n.equals(JOURNAL) || n.endsWith("/" + JOURNAL))
                        .toList();
        if (journals.size() != 1) {
            throw new Refusal(
                    journals.isEmpty()
                            ? "There is no meta/_journal.json in what was chosen. Choose the folder that drizzle-kit"
                                    + " or sluice generate writes to."
                            : "There are several migrations folders in what was chosen. Choose one.");
        }
        String root =
                journals.getFirst().substring(0, journals.getFirst().length() - JOURNAL.length());
        var texts = new TreeMap<String, String>();
        for (var file : all.entrySet()) {
            String name = file.getKey();
            if (name.startsWith(root) && (name.endsWith(".sql") || name.endsWith(".json"))) {
                texts.put(
                        name.substring(root.length()),
                        new String(file.getValue().getBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private Release latest(Project project) {
        return changes.of(project.id()).stream()
                .filter(c -> c.state() != ChangeState.CLOSED && c.state() != ChangeState.REVERTED)
                .map(c -> changes.latest(c.id()).releaseId())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .map(releases::byId)
                .orElseThrow(() ->
                        new Refusal(
                                "This project has no released folder yet, so there is nothing that this SQL"
                                        + " could follow. Release the folder first."));
    }

    /// The folder's files with one migration more, written by the folder's own writer.
    private static Map<String, String> withMigration(
            MigrationsFolder base, String title, String sql) throws IOException {
        List<String> statements = Statements.split(sql).stream().map(s -> s.text()).toList();
        if (statements.isEmpty()) {
            throw new Refusal("There is no SQL statement in the text.");
        }
        Path copy = Files.createTempDirectory("sluice-sql-");
        try {
            copy(base.path(), copy);
            MigrationsFolder.open(copy)
                    .write(
                            NewMigration.of(
                                    slug(title),
                                    statements,
                                    List.of(),
                                    null,
                                    null,
                                    System.currentTimeMillis()));
            return texts(copy);
        } finally {
            remove(copy);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (var file : texts(from).entrySet()) {
            Path at = to.resolve(file.getKey());
            Files.createDirectories(at.getParent());
            Files.writeString(at, file.getValue());
        }
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (name.endsWith(".sql") || name.endsWith(".json")) {
                    texts.put(name, Files.readString(file));
                }
            }
        }
        return texts;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String slug(String title) {
        String slug =
                title.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^_+|_+$", "");
        return slug.isEmpty() ? "sql" : slug.substring(0, Math.min(40, slug.length()));
    }
}
