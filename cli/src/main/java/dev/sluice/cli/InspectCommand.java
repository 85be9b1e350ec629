package dev.sluice.cli;

import dev.sluice.picture.Picture;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.schema.SchemaObject;
import dev.sluice.schema.Unsupported;
import dev.sluice.source.directory.DirectoryRefused;
import dev.sluice.source.directory.SchemaDirectory;
import dev.sluice.source.snapshot.CatalogSnapshot;
import dev.sluice.sql.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "inspect",
        description =
                "Shows a schema: of a database, .sql files, a schema.ts, a snapshot, a migrations folder.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  sluice inspect env:DATABASE_URL",
            "  sluice inspect drizzle@0003 --format summary",
            "  sluice inspect drizzle --format svg > schema.svg",
            "  sluice inspect env:DATABASE_URL -o schema/ --exclude 'audit.*'",
            "  sluice inspect src/db/schema.ts --format json",
            "",
            "See also: diff"
        })
final class InspectCommand implements Callable<Integer> {
    enum Format {
        sql,
        json,
        summary,
        mermaid,
        svg
    }

    private final Shell shell;

    @Parameters(paramLabel = "SOURCE", description = "URL, env:NAME, file or folder (folder@0003).")
    String source = "";

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; sql if not given.")
    @Nullable Format format;

    @Option(names = "--json", description = "One JSON document on standard output.")
    boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIRECTORY",
            description = "Write .sql files there, one for each object.")
    @Nullable String output;

    @Mixin Narrowing narrowing = new Narrowing();

    @Option(
            names = "--scratch",
            paramLabel = "URL",
            description = "A server for scratch databases instead of the embedded one.")
    @Nullable String scratch;

    InspectCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws SQLException {
        Format wanted = format();
        try (SourceReader reader = SourceReader.of(shell, scratch)) {
            Catalog read = reader.read(reader.resolve(source), null).catalog();
            Catalog catalog = narrowing.of(shell, read);
            if (output != null) written(catalog, Path.of(output));
            else show(catalog, wanted);
        }
        return Exit.DONE;
    }

    private Format format() {
        Format given = format;
        if (json && given != null && given != Format.json)
            throw new CommandFailed(Exit.USAGE, "--json and --format " + given + ": give one.");
        if (output != null && given != null && given != Format.sql)
            throw new CommandFailed(
                    Exit.USAGE,
                    "-o writes a directory of .sql files. Leave --format "
                            + given
                            + " out, or send it to a file: > FILE.");
        return given == null ? json ? Format.json : Format.sql : given;
    }

    private void show(Catalog catalog, Format wanted) {
        switch (wanted) {
            case sql -> {
                sayUnsupported(catalog);
                shell.data(Sql.script(catalog).stripTrailing());
            }
            case json -> write(catalog);
            case summary -> shell.data(summary(catalog));
            case mermaid -> shell.data(Picture.mermaid(catalog));
            case svg -> shell.data(Picture.svg(catalog));
        }
    }

    private void write(Catalog catalog) {
        try {
            CatalogSnapshot.write(Json.document("read"), catalog, shell.out());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sayUnsupported(Catalog catalog) {
        for (Unsupported u : catalog.all(Unsupported.class))
            shell.say(
                    "not written, Sluice has no SQL for it yet: " + u.kindName() + " " + u.name());
    }

    private void written(Catalog catalog, Path directory) {
        sayUnsupported(catalog);
        SchemaDirectory.Written written;
        try {
            written = SchemaDirectory.write(shell.cwd().resolve(directory), catalog);
        } catch (DirectoryRefused e) {
            throw new CommandFailed(Exit.FAILED, String.valueOf(e.getMessage()));
        }
        if (json) {
            ObjectNode document = Json.document("written");
            document.put("directory", directory.toString());
            Json.put(document, "files", written.files());
            Json.put(document, "changed", written.changed());
            Json.put(document, "removed", written.removed());
            shell.data(Json.text(document));
            return;
        }
        shell.say(
                "%s in %s: %d written, %d removed, the others were so already."
                        .formatted(
                                Shell.counted(written.files().size(), "file"),
                                directory,
                                written.changed().size(),
                                written.removed().size()));
    }

    private static String summary(Catalog catalog) {
        var counts = new TreeMap<dev.sluice.schema.Kind, Integer>();
        for (SchemaObject o : catalog.objects()) counts.merge(o.id().kind(), 1, Integer::sum);
        var text = new StringBuilder();
        counts.forEach((kind, n) -> text.append("%-18s %d%n".formatted(kind.words(), n)));
        text.append("fingerprint        ").append(Fingerprint.of(catalog));
        return text.toString();
    }
}
