package dev.sluice.bench;

import dev.sluice.bench.SideBySide.Contender;
import dev.sluice.bench.SideBySide.Preparation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// How long a command takes that does nothing: `--version`, beside drizzle-kit's.
final class Start {
    private Start() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        Path root = Checkout.root();
        Path npm = root.resolve("testkit/target/npm");
        var ours =
                new Contender(
                        "sluice",
                        root,
                        List.of(root.resolve("sluice").toString(), "--version"),
                        Preparation.NONE);
        var npx =
                new Contender(
                        "npx drizzle-kit",
                        npm,
                        List.of("npx", "drizzle-kit", "--version"),
                        Preparation.NONE);
        var binary =
                new Contender(
                        "drizzle-kit's binary",
                        npm,
                        List.of(
                                npm.resolve("node_modules/.bin/drizzle-kit").toString(),
                                "--version"),
                        Preparation.NONE);
        SideBySide.run(1, List.of(ours, npx, binary)); // built and warm
        SideBySide measure = SideBySide.run(rounds, List.of(ours, npx, binary));
        measure.print("npx drizzle-kit");
        measure.goal("sluice", 0.25, "npx drizzle-kit");
    }
}
