package dev.sluice.source.drizzle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The door: loads a Drizzle schema. The schema's code runs with the rights of the user, exactly as
/// under drizzle-kit.
public final class Drizzle {
    private Drizzle() {}

    /// Starts what [#load] and the configuration of `directory` will need before either is asked
    /// for; nothing where no configuration stands there. [#forget] ends what was not needed.
    public static void prepare(Path directory) {
        if (DrizzleConfig.FILES.stream().noneMatch(f -> Files.isRegularFile(directory.resolve(f))))
            return;
        if (!Files.isRegularFile(directory.resolve("drizzle.config.json")))
            Node.ahead(Node.Purpose.CONFIG, directory);
        Node.ahead(Node.Purpose.SCHEMA, directory);
    }

    public static void forget() {
        Node.forget();
    }

    /// Ends every Node that runs for this process, whoever waits for it.
    public static void abandon() {
        Node.abandon();
    }

    public static DrizzleLoaded load(DrizzleProject project) {
        var request = new LinkedHashMap<String, Object>();
        request.put("directory", project.directory().toString());
        request.put("schema", project.schema());
        if (project.casing() != null) request.put("casing", project.casing());
        var trouble = new Trouble(project.directory(), project.schema());
        var answer =
                Node.ask(
                        Node.Purpose.SCHEMA,
                        request,
                        project.directory(),
                        project.node(),
                        project.limit());
        if (answer instanceof Node.Answer.Schema loaded)
            return new DrizzleLoaded.Ok(
                    schema(loaded), trouble.errors(loaded.tree().path("warnings")));
        return new DrizzleLoaded.Broken(trouble.of(answer));
    }

    /// What the imports of the schema's files, and of `relations.ts` beside them, need to be right:
    /// nothing is written. The snapshots of the `migrations` folder tell types that a file that was
    /// pulled by drizzle-kit does not tell.
    public static DrizzleRepair repair(DrizzleProject project, Path migrations) {
        var request = new LinkedHashMap<String, Object>();
        request.put("directory", project.directory().toString());
        request.put("schema", project.schema());
        request.put("migrations", migrations.toString());
        var answer =
                Node.ask(
                        Node.Purpose.IMPORTS,
                        request,
                        project.directory(),
                        project.node(),
                        project.limit());
        return Repairs.of(answer, new Trouble(project.directory(), project.schema()));
    }

    private static DrizzleSchema schema(Node.Answer.Schema loaded) {
        return new DrizzleSchema(
                loaded.facts(),
                loaded.snapshot(),
                loaded.tree().path("ormVersion").asString(""),
                texts(loaded.tree().path("files")),
                texts(loaded.tree().path("modules")));
    }

    private static List<String> texts(JsonNode list) {
        var all = new ArrayList<String>();
        list.forEach(f -> all.add(f.asString()));
        return List.copyOf(all);
    }
}
