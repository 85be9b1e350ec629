package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.NodeFixture;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The npm package that `cli/npm/pack.sh` makes, installed into a Drizzle project without a
/// network.
class NpmPackageTest {
    private static final Path CHECKOUT = NodeFixture.modules().resolve("../../../..").normalize();

    /// What the command line is not made of; the rest of the tests' class path is packed.
    private static final List<String> NOT_OURS =
            List.of(
                    "playwright",
                    "driver",
                    "spring",
                    "tomcat",
                    "archunit",
                    "junit",
                    "assertj",
                    "flyway",
                    "bcprov",
                    "testkit",
                    "bench",
                    "verify",
                    "/server");

    @TempDir Path folder;

    @Test
    void a_project_that_installed_the_package_generates_by_its_script() throws Exception {
        Path packed = Files.createDirectory(folder.resolve("packed"));
        assertThat(run(packed, CHECKOUT.resolve("cli/npm/pack.sh").toString(), packed.toString()))
                .contains("sluice-cli-0.1.0.tgz");
        Path project = project();
        run(project, "npm", "install", "--save-dev", "../packed/sluice-cli-0.1.0.tgz");
        Files.createSymbolicLink(
                project.resolve("node_modules/drizzle-orm"),
                NodeFixture.modules().resolve("drizzle-orm"));

        assertThat(run(project, "npx", "--no", "--", "sluice", "--version"))
                .isEqualTo("sluice 0.1.0");
        run(project, "npx", "--no", "--", "sluice", "init", "--yes");
        assertThat(run(project, "npm", "run", "--silent", "db:generate"))
                .contains("0000_add_users written to drizzle", "proven with rows");
        assertThat(project.resolve("drizzle/0000_add_users.down.sql")).exists();
        assertThat(run(project, "npm", "run", "--silent", "db:check"))
                .isEqualTo("Nothing is wrong with the migrations.");
        assertThat(run(project, "npm", "run", "--silent", "migrate:drizzle"))
                .contains("Nothing to do");
    }

    private Path project() throws IOException {
        Path project = Files.createDirectory(folder.resolve("project"));
        Files.writeString(
                project.resolve("package.json"), "{\"name\": \"packed\", \"private\": true}");
        Files.writeString(
                project.resolve("drizzle.config.ts"),
                "export default { dialect: 'postgresql', schema: './schema.ts', out: './drizzle' };");
        Files.writeString(
                project.resolve("schema.ts"),
                """
                import { pgTable, serial, text } from "drizzle-orm/pg-core";
                export const users = pgTable("users", { id: serial("id").primaryKey(), name: text("name") });
                """);
        return project;
    }

    /// What it says, both streams; it must end well.
    private String run(Path at, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(at.toFile()).redirectErrorStream(true);
        var env = builder.environment();
        env.remove("SLUICE_HOME");
        env.put("HOME", folder.toString());
        env.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        env.put("JAVA_HOME", System.getProperty("java.home"));
        env.put("SLUICE_CLI_PATH", classPath());
        env.put("SLUICE_WARM", "no");
        env.put("SLUICE_JAVA_OPTIONS", "-Dsluice.scratch.idle=5");
        env.put("npm_config_offline", "true");
        env.put("npm_config_update_notifier", "false");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + said).isZero();
        return said.strip();
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(part -> NOT_OURS.stream().noneMatch(ours(part)::contains))
                .collect(Collectors.joining(":"));
    }

    /// Without what a checkout's own folder may be called.
    private static String ours(String part) {
        return part.startsWith(CHECKOUT.toString())
                ? part.substring(CHECKOUT.toString().length())
                : part;
    }
}
