package dev.sluice.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.storm.ReplicaStorm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashPointsTest {
    private static final Pattern POINT = Pattern.compile("Crash\\.at\\(\"(\\w+)\"\\)");

    @Test
    void each_point_stands_once_in_the_code_and_is_one_that_the_storm_hits() throws Exception {
        var found = new ArrayList<String>();
        for (String module : List.of("rollout", "server"))
            try (Stream<Path> all = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : all.filter(f -> f.toString().endsWith(".java")).toList())
                    POINT.matcher(Files.readString(file))
                            .results()
                            .forEach(r -> found.add(r.group(1)));
            }
        assertThat(found).containsExactlyInAnyOrderElementsOf(ReplicaStorm.POINTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sluice.server.SluiceServer up --port 0 --data",
                "dev.sluice.cli.Main status --to"
            })
    void no_program_starts_with_a_point_set_outside_a_test(String words, @TempDir Path folder)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dsluice.crash=K07", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(words.split(" ")));
        command.add(folder.resolve("new").toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        assertThat(said).contains("sluice.crash is set without sluice.test=true");
        assertThat(folder).isEmptyDirectory();
    }
}
