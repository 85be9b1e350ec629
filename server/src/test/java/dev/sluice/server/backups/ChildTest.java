package dev.sluice.server.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs that make backups: how they are found, and that none outlives the server.
class ChildTest {
    private static final Map<String, String> PATH =
            Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));

    @TempDir Path folder;

    private static Child.Ended run(
            Duration limit, BooleanSupplier stop, List<String> told, String script, String... more)
            throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("/bin/sh", "-c", script, "script"));
        words.addAll(List.of(more));
        return Child.run(words, PATH, limit, stop, told::add);
    }

    private static void eventually(BooleanSupplier wanted) {
        Instant end = Instant.now().plusSeconds(30);
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(end)) throw new AssertionError("not within 30 seconds");
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static boolean isAlive(Path pid) {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isWritten(Path pid) {
        try {
            return Files.exists(pid) && Files.readString(pid).endsWith("\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void words_are_passed_on_as_they_are_and_the_last_line_is_kept() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        Child.Ended ended =
                run(
                        Duration.ofMinutes(1),
                        () -> false,
                        told,
                        "printf '%s\\n' \"$@\"; exit 4",
                        "a b",
                        "$(id); `id`");
        assertThat(ended).isEqualTo(new Child.Ended(4, false, false, "$(id); `id`"));
        assertThat(told).containsExactly("a b", "$(id); `id`");
    }

    @Test
    void what_it_says_is_capped() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        run(
                Duration.ofMinutes(1),
                () -> false,
                told,
                "i=0; while [ $i -lt 300 ]; do echo line $i; i=$((i+1)); done");
        assertThat(told).hasSize(201).endsWith("… what else it says is not kept");
    }

    @Test
    void it_ends_when_it_is_stopped_and_when_it_takes_too_long() throws Exception {
        Path pid = folder.resolve("pid");
        String sleep = "sleep 600 & echo $! > \"$1\"; wait";
        Child.Ended stopped =
                run(
                        Duration.ofMinutes(5),
                        () -> isWritten(pid),
                        new ArrayList<>(),
                        sleep,
                        pid.toString());
        assertThat(stopped.stopped()).isTrue();
        eventually(() -> !isAlive(pid));
        Child.Ended late =
                run(Duration.ofMillis(1), () -> false, new ArrayList<>(), sleep, pid.toString());
        assertThat(late.late()).isTrue();
    }

    /// What the kernel does to the pipe when the JVM is killed.
    @Test
    void it_ends_when_the_pipe_to_the_server_closes() throws Exception {
        Path pid = folder.resolve("pid");
        Process shell =
                new ProcessBuilder(
                                "/bin/sh",
                                "-c",
                                Child.WATCH,
                                "backup",
                                "/bin/sh",
                                "-c",
                                "sleep 600 & echo $! > \"$1\"; wait",
                                "script",
                                pid.toString())
                        .start();
        eventually(() -> isWritten(pid));
        assertThat(isAlive(pid)).isTrue();
        shell.getOutputStream().close();
        eventually(() -> !isAlive(pid));
        shell.waitFor();
    }

    private void program(String at, String version) throws IOException {
        Path program = folder.resolve(at).resolve("pg_dump");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void the_oldest_pg_dump_that_is_new_enough_is_taken() throws IOException {
        program("path", "15.18 (Debian)");
        program("lib/9/bin", "9.6");
        program("lib/17/bin", "17.2");
        program("lib/18/bin", "18.0");
        List<PgDump> all = PgDump.all(folder.resolve("path") + ":/nowhere", folder.resolve("lib"));
        assertThat(all).extracting(PgDump::major).containsExactly(15, 18, 17, 9);
        assertThat(PgDump.fitting(all, 15)).map(PgDump::major).contains(15);
        assertThat(PgDump.fitting(all, 16)).map(PgDump::major).contains(17);
        assertThat(PgDump.fitting(all, 19)).isEmpty();
        assertThat(PgDump.missing(all, "orders", 19))
                .contains("orders is PostgreSQL 19 and needs pg_dump 19 or newer", "15.18", "18.0");
        assertThat(PgDump.missing(List.of(), "orders", 19)).contains("has no pg_dump");
    }

    @Test
    void what_the_server_is_started_with_is_read_strictly() {
        BackupSetup none = BackupSetup.of(null, Map.of());
        assertThat(none).isEqualTo(BackupSetup.NONE);
        BackupSetup all =
                BackupSetup.of(
                        null,
                        Map.of(
                                "SLUICE_BACKUPS", "kept",
                                "SLUICE_BACKUP_COMMAND", "[\"/bin/copy\", \"a b\"]",
                                "SLUICE_BACKUP_MINUTES", "7"));
        assertThat(all.folder()).isAbsolute().endsWithRaw(Path.of("kept"));
        assertThat(all.command()).containsExactly("/bin/copy", "a b");
        assertThat(all.limit()).isEqualTo(Duration.ofMinutes(7));
        for (Map<String, String> wrong :
                List.of(
                        Map.of("SLUICE_BACKUP_COMMAND", "/bin/copy a"),
                        Map.of("SLUICE_BACKUP_COMMAND", "[]"),
                        Map.of("SLUICE_BACKUP_COMMAND", "[null]"),
                        Map.of("SLUICE_BACKUP_MINUTES", "0")))
            assertThatThrownBy(() -> BackupSetup.of(null, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SLUICE_BACKUP_");
    }
}
