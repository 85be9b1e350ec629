package dev.sluice.source.drizzle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.NodeFixture;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Schemas whose imports were broken by chance come back as they were written, byte for byte.
class SchemaBreakageTest {
    private static final int BREAKAGES = 200;
    private static final long SEED = 42;

    /// A broken copy of an example: its own text by file, and how it was broken.
    private record Broken(Path directory, Map<Path, String> wanted, List<String> how) {}

    @TempDir Path directory;
    private final Random chance = new Random(SEED);
    private final Map<Breakage.Way, Integer> count = new EnumMap<>(Breakage.Way.class);

    @Test
    void two_hundred_breakages_of_the_examples_come_back_equal() throws Exception {
        NodeFixture.link(directory);
        List<Path> examples = examples();
        var all = new ArrayList<Broken>();
        for (int i = 0; i < BREAKAGES; i++)
            all.add(broken(examples.get(i % examples.size()), directory.resolve("p" + i)));
        List<DrizzleRepair> repairs =
                RepairedProjects.of(all.stream().map(Broken::directory).toList(), directory);
        var softly = new SoftAssertions();
        for (int i = 0; i < all.size(); i++) comesBack(softly, all.get(i), repairs.get(i));
        softly.assertAll();
        assertThat(count.keySet()).containsExactly(Breakage.Way.values());
    }

    private static void comesBack(SoftAssertions softly, Broken broken, DrizzleRepair repair)
            throws IOException {
        String how = String.join("\n", broken.how());
        if (!(repair instanceof DrizzleRepair.Known known)) {
            softly.fail(repair + "\n" + how);
            return;
        }
        for (DrizzleRepair.Repaired file : known.files())
            Files.writeString(file.file(), file.after());
        for (var e : broken.wanted().entrySet())
            softly.assertThat(Files.readString(e.getKey())).as(how).isEqualTo(e.getValue());
    }

    private Broken broken(Path example, Path place) throws IOException {
        var wanted = new LinkedHashMap<Path, String>();
        RepairedProjects.copy(example, place);
        for (Path file : RepairedProjects.files(place))
            if (Files.readString(file).contains("import "))
                wanted.put(file, Files.readString(file));
        wanted.keySet().removeIf(f -> !isRepaired(place, f));
        var files = new ArrayList<>(wanted.keySet());
        var how = new ArrayList<String>();
        int wounds = 1 + chance.nextInt(Math.min(2, files.size()));
        while (how.size() < wounds) {
            Path file = files.get(chance.nextInt(files.size()));
            ImportBlock block = ImportBlock.of(wanted.get(file));
            Breakage.Way way = Breakage.Way.values()[chance.nextInt(Breakage.Way.values().length)];
            Optional<ImportBlock> broken = new Breakage(chance).broken(block, way);
            if (broken.isEmpty()) continue;
            files.remove(file);
            count.merge(way, 1, Integer::sum);
            String text = broken.get().text();
            assertThat(text).isNotEqualTo(wanted.get(file));
            how.add(way + " in " + place.relativize(file) + ":\n" + text);
            Files.writeString(file, text);
        }
        return new Broken(place, wanted, how);
    }

    /// What lies in no schema file is not ours to repair.
    private static boolean isRepaired(Path place, Path file) {
        return !place.relativize(file).startsWith("shared");
    }

    /// Those of the tests, and the shop that Sluice shows itself with.
    private static List<Path> examples() throws IOException, URISyntaxException {
        var all = new ArrayList<>(RepairedProjects.folders(RepairedProjects.resource("examples")));
        all.add(
                Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                        .map(folder -> folder.resolve("examples/shop/src/db"))
                        .filter(Files::isDirectory)
                        .findFirst()
                        .orElseThrow());
        return all;
    }
}
