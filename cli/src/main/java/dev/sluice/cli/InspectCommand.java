package dev.sluice.cli;

import dev.sluice.picture.Picture;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.schema.Identifier;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.SchemaObject;
import dev.sluice.sql.Sql;
import java.sql.SQLException;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.ToStringSerializer;

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
    Format format = Format.sql;

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
        try (SourceReader reader = SourceReader.of(shell, scratch)) {
            Catalog catalog = reader.read(reader.resolve(source), null).catalog();
            shell.data(
                    switch (format) {
                        case sql -> Sql.script(catalog).stripTrailing();
                        case json -> json(catalog);
                        case summary -> summary(catalog);
                        case mermaid -> Picture.mermaid(catalog);
                        case svg -> Picture.svg(catalog);
                    });
        }
        return Exit.DONE;
    }

    private static String summary(Catalog catalog) {
        var counts = new TreeMap<dev.sluice.schema.Kind, Integer>();
        for (SchemaObject o : catalog.objects()) counts.merge(o.id().kind(), 1, Integer::sum);
        var text = new StringBuilder();
        counts.forEach((kind, n) -> text.append("%-18s %d%n".formatted(kind.words(), n)));
        text.append("fingerprint        ").append(Fingerprint.of(catalog));
        return text.toString();
    }

    private static String json(Catalog catalog) {
        var words = new SimpleModule();
        words.addSerializer(Identifier.class, new ToStringSerializer(Identifier.class));
        words.addSerializer(QualifiedName.class, new ToStringSerializer(QualifiedName.class));
        JsonMapper mapper = JsonMapper.builder().addModule(words).build();
        ObjectNode document = Json.document("read");
        document.put("postgres", catalog.major());
        document.put("fingerprint", Fingerprint.of(catalog).toString());
        ArrayNode objects = document.putArray("objects");
        for (SchemaObject o : catalog.objects()) {
            ObjectNode one = objects.addObject();
            one.put("kind", o.id().kind().words());
            one.setAll((ObjectNode) mapper.valueToTree(o));
        }
        return Json.text(document);
    }
}
