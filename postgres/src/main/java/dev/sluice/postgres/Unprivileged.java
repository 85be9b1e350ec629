package dev.sluice.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Runs programs as `nobody` when we are root, because `initdb` and `postgres` refuse root.
final class Unprivileged {
    private static final int NOBODY = 65534;
    private static final boolean ROOT = effectiveUserIsRoot();

    private Unprivileged() {}

    static boolean isRoot() {
        return ROOT;
    }

    /// The command as the user that may run PostgreSQL. The working folder must be one that this
    /// user can enter; callers use `/`.
    static List<String> command(List<String> command) {
        if (!ROOT) {
            return command;
        }
        List<String> dropped = new ArrayList<>(drop());
        dropped.addAll(command);
        return dropped;
    }

    /// Makes an empty private folder that belongs to the user of [#command].
    static Path privateFolder(Path folder) throws IOException {
        Files.createDirectory(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        give(folder);
        return folder;
    }

    /// Hands one file or folder to the user of [#command].
    static void give(Path file) throws IOException {
        if (ROOT) {
            Files.setAttribute(file, "unix:gid", NOBODY);
            Files.setAttribute(file, "unix:uid", NOBODY);
        }
    }

    /// Refuses a folder that the user of [#command] can't reach; PostgreSQL would only say
    /// "Permission denied". What is not there yet is made open.
    static void reachable(Path folder, String option) throws IOException {
        if (!ROOT) return;
        for (Path above = folder.getParent(); above != null; above = above.getParent()) {
            if (Files.isDirectory(above) && !mayEnter(above))
                throw new PostgresUnavailableException(
                        "PostgreSQL can't reach "
                                + folder
                                + ". It refuses to run as root, so it runs as nobody, and nobody may not enter "
                                + above
                                + ". Nothing was written there. Choose a folder that everybody may enter by "
                                + option
                                + ", or let everybody pass: chmod o+x "
                                + above);
        }
    }

    private static boolean mayEnter(Path folder) throws IOException {
        int mode = (Integer) Files.getAttribute(folder, "unix:mode");
        if (Integer.valueOf(NOBODY).equals(Files.getAttribute(folder, "unix:uid")))
            return (mode & 0100) != 0;
        if (Integer.valueOf(NOBODY).equals(Files.getAttribute(folder, "unix:gid")))
            return (mode & 0010) != 0;
        return (mode & 0001) != 0;
    }

    private static List<String> drop() {
        String user = Integer.toString(NOBODY);
        if (onPath("setpriv")) {
            return List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
        }
        if (onPath("runuser")) {
            return List.of("runuser", "-u", "nobody", "--");
        }
        if (onPath("su")) {
            return List.of("su", "-s", "/bin/sh", "nobody", "-c", "exec \"$0\" \"$@\"", "--");
        }
        throw new PostgresUnavailableException(
                "PostgreSQL refuses to run as root, and none of setpriv, runuser and su was found to run it as nobody."
                        + " Install util-linux, run as a plain user, or name a server with --scratch URL.");
    }

    private static boolean onPath(String program) {
        return List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean effectiveUserIsRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
                    && uid == 0;
        } catch (IOException | UnsupportedOperationException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }
}
