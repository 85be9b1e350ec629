package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The repairs of many small projects, by one Node that starts once.
final class RepairedProjects {
    private RepairedProjects() {}

    /// In the order of the projects; `room` is a directory for the answer.
    static List<DrizzleRepair> of(List<Path> projects, Path room)
            throws IOException, InterruptedException, URISyntaxException {
        var requests = new ArrayList<Map<String, Object>>();
        for (Path p : projects)
            requests.add(
                    Map.of(
                            "directory",
                            p.toString(),
                            "schema",
                            List.of(schema(p)),
                            "migrations",
                            p.resolve("drizzle").toString()));
        Path answer = room.resolve("answer.json");
        Process node =
                new ProcessBuilder(
                                "node",
                                resource("repair-many.cjs").toString(),
                                resource("imports.cjs").resolveSibling("").toString(),
                                answer.toString())
                        .redirectErrorStream(true)
                        .start();
        try (var question = node.getOutputStream()) {
            question.write(Node.Json.MAPPER.writeValueAsBytes(requests));
        }
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(said).isZero();
        var repairs = new ArrayList<DrizzleRepair>();
        JsonNode answers = Node.Json.MAPPER.readTree(answer.toFile());
        for (int i = 0; i < projects.size(); i++)
            repairs.add(
                    Repairs.of(
                            new Node.Answer.Tree(answers.get(i)),
                            new Trouble(projects.get(i), List.of(schema(projects.get(i))))));
        return repairs;
    }

    /// All files of `schema`, else the one of that name.
    static String schema(Path project) {
        return Files.isDirectory(project.resolve("schema")) ? "schema/**/*.ts" : "schema.ts";
    }

    static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(RepairedProjects.class.getResource(name)).toURI());
    }

    static List<Path> folders(Path place) throws IOException {
        try (Stream<Path> all = Files.list(place)) {
            return all.sorted().toList();
        }
    }

    static List<Path> files(Path place) throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }
}
