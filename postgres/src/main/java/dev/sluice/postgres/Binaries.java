package dev.sluice.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The programs of one server version, unpacked once per cache.
///
/// The folder's name holds the version, and a released version never changes, so a folder that is
/// there is right. It appears by one rename: a killed unpacking leaves nothing that is taken for
/// whole.
record Binaries(int major, String version, Path home) {
    private static final Properties VERSIONS = versions();

    /// Part of the folder's name: raised when what is unpacked is changed in another way.
    private static final int FORM = 2;

    /// Extensions that PostgreSQL leaves to superusers as examples or as tools of administrators:
    /// their scripts only define things, and nothing in them reaches a file, a program or the
    /// network. Never `dblink`, `file_fdw`, `postgres_fdw`, `adminpack` or an untrusted language.
    private static final Set<String> HARMLESS =
            Set.of(
                    "autoinc",
                    "bloom",
                    "earthdistance",
                    "insert_username",
                    "moddatetime",
                    "pg_buffercache",
                    "pg_stat_statements",
                    "pgrowlocks",
                    "pgstattuple");

    static Collection<Integer> majors() {
        TreeSet<Integer> majors = new TreeSet<>();
        VERSIONS.stringPropertyNames().stream()
                .map(Integer::valueOf)
                .filter(major -> Binaries.class.getResource(archive(major)) != null)
                .forEach(majors::add);
        return Collections.unmodifiableSet(majors);
    }

    static Binaries of(int major, Path cache) throws IOException {
        if (!majors().contains(major) || !platform().equals("linux-x86_64")) {
            throw new PostgresUnavailableException(
                    "No embedded PostgreSQL "
                            + major
                            + " for "
                            + platform()
                            + " is packed here (packed: "
                            + majors()
                            + " for linux-x86_64)."
                            + " Choose one of these in postgres: of sluice.yaml, or name a server with --scratch URL.");
        }
        String version = VERSIONS.getProperty(Integer.toString(major));
        Path home = openToAll(cache.resolve("postgres")).resolve(version + "-" + FORM);
        if (!Files.isDirectory(home)) {
            Locked.by(
                    cache.resolve("postgres").resolve(version + ".lock"),
                    () -> unpack(major, home));
        }
        return new Binaries(major, version, home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /// Makes a folder, and its parents, that the unprivileged user can enter.
    static Path openToAll(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        return folder;
    }

    private static Path unpack(int major, Path home) throws IOException {
        if (Files.isDirectory(home)) {
            return home;
        }
        Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
        Folders.delete(unfinished);
        try (InputStream packed = resource(archive(major))) {
            extract(packed, openToAll(unfinished));
        }
        trustHarmless(unfinished);
        return Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Whoever owns a database may then create them there, as with those that come trusted.
    private static void trustHarmless(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("share"))) {
            for (Path control : files.filter(Binaries::isHarmless).toList())
                Files.writeString(control, "trusted = true\n", StandardOpenOption.APPEND);
        }
    }

    private static boolean isHarmless(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".control")
                && HARMLESS.contains(name.substring(0, name.length() - ".control".length()));
    }

    private static void extract(InputStream packed, Path folder) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                extract(tar, entry, folder);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException(
                    "The packed server holds a path outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            openToAll(target);
            return;
        }
        openToAll(Objects.requireNonNull(target.getParent()));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        Files.setPosixFilePermissions(target, permissions(entry));
    }

    private static Set<PosixFilePermission> permissions(TarArchiveEntry entry) {
        boolean executable = (entry.getMode() & 0100) != 0;
        return PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--");
    }

    private static String archive(int major) {
        return major + "/postgres-linux-x86_64.txz";
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        return system + "-" + (machine.equals("amd64") ? "x86_64" : machine);
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Binaries.class.getResourceAsStream(name), name);
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream in = resource("servers.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
