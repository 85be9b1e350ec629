package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/// Hands a command to a [WarmProcess], which an earlier command left behind with its classes loaded
/// and compiled; the first command runs here, and leaves one. A command runs there just as here: a
/// warm process serves only those who have its environment, directory and file mode mask, and ends
/// like a command on Ctrl-C when whoever asked goes away.
///
/// Only the launcher asks for it (`-Dsluice.warm=yes`); `SLUICE_WARM=no` and CI go without.
final class Warm {
    private static final Set<String> COMMANDS =
            Set.of("fix-schema", "generate", "migrate", "check", "diff", "inspect", "pull");

    /// They differ from one command to the next and mean nothing to it.
    private static final Set<String> PASSING = Set.of("OLDPWD", "SHLVL", "_", "COLUMNS", "LINES");

    /// A UNIX socket's path is at most 107 bytes long (unix(7)).
    private static final int LONGEST = 107;

    private Warm() {}

    static boolean isWanted(String... args) {
        Map<String, String> env = System.getenv();
        return "yes".equals(System.getProperty("sluice.warm"))
                && args.length > 0
                && COMMANDS.contains(args[0])
                && !"no".equals(env.get("SLUICE_WARM"))
                && !env.containsKey("CI");
    }

    /// Empty where no warm process serves this environment, or it is busy.
    static OptionalInt run(
            Path socket, Shell shell, OutputStream out, OutputStream err, String... args) {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException _) {
            return OptionalInt.empty();
        }
        try (channel) {
            var to = new DataOutputStream(Channels.newOutputStream(channel));
            var from = new DataInputStream(Channels.newInputStream(channel));
            try {
                new Request(shell.cwd(), shell.interactive(), List.of(args)).write(to);
                if (from.readByte() != Frame.ACCEPTED) return OptionalInt.empty();
            } catch (IOException _) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(followed(from, to, shell.in(), out, err));
        } catch (IOException e) {
            shell.say(
                    "error: the process that ran this command ended before it said how it went. A"
                            + " migration is written whole or not at all: run `sluice check`, then"
                            + " the command again.");
            return OptionalInt.of(Exit.FAILED);
        }
    }

    private static int followed(
            DataInputStream from,
            DataOutputStream to,
            BufferedReader in,
            OutputStream out,
            OutputStream err)
            throws IOException {
        while (true) {
            switch (from.readByte()) {
                case Frame.OUT -> said(from, out);
                case Frame.ERR -> said(from, err);
                case Frame.ASK -> {
                    String line = in.readLine();
                    Frame.text(to, line == null ? "" : line + "\n");
                    to.flush();
                }
                case Frame.EXIT -> {
                    return from.readInt();
                }
                default -> throw new EOFException();
            }
        }
    }

    private static void said(DataInputStream from, OutputStream to) throws IOException {
        to.write(Frame.bytes(from));
        to.flush();
    }

    /// Leaves a process behind for the next command; not to be able to is no failure.
    static void leave(Path socket) {
        try {
            List<String> own = ownCommand();
            int main = own.indexOf(Main.class.getName());
            if (main < 0) return;
            List<String> command = new ArrayList<>();
            if (Files.isExecutable(Path.of("/usr/bin/setsid"))) command.add("/usr/bin/setsid");
            // A heap for many commands that shrinks between them, in place of one for a single run.
            own.subList(0, main).stream()
                    .filter(option -> !option.startsWith("-Xm"))
                    .forEach(command::add);
            command.addAll(
                    List.of(
                            "-Xms160m",
                            "-Xmn128m",
                            "-XX:MinHeapFreeRatio=10",
                            "-XX:MaxHeapFreeRatio=30",
                            "-XX:-ShrinkHeapInSteps"));
            command.addAll(List.of(WarmProcess.class.getName(), socket.toString()));
            new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .getOutputStream()
                    .close();
        } catch (IOException _) {
            // the next command runs as this one did
        }
    }

    /// Program and arguments of this process. Java's own ProcessHandle tells no command line that
    /// is longer than a page.
    private static List<String> ownCommand() throws IOException {
        Path told = Path.of("/proc/self/cmdline");
        if (Files.isReadable(told))
            return List.of(Files.readString(told, StandardCharsets.UTF_8).split("\0"));
        var self = ProcessHandle.current().info();
        var command = new ArrayList<>(self.command().stream().toList());
        command.addAll(List.of(self.arguments().orElse(new String[0])));
        return command;
    }

    /// Where the warm process of just this environment listens: in a directory that is the user's
    /// alone. Null where there is none.
    static @org.jspecify.annotations.Nullable Path socket() {
        try {
            Path folder =
                    Path.of(
                            System.getProperty("java.io.tmpdir"),
                            "sluice-warm-" + System.getProperty("user.name"));
            if (!Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                Files.createDirectory(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            Path socket = folder.resolve(environment());
            boolean isOurs =
                    Files.getOwner(folder).getName().equals(System.getProperty("user.name"))
                            && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
                                    .equals("rwx------");
            int length = socket.toString().getBytes(StandardCharsets.UTF_8).length;
            return isOurs && length <= LONGEST - WarmProcess.UNFINISHED.length() ? socket : null;
        } catch (IOException | UnsupportedOperationException _) {
            return null;
        }
    }

    private static String environment() throws IOException {
        var words = new StringBuilder(System.getProperty("java.class.path"));
        new TreeMap<>(System.getenv())
                .forEach((name, value) -> {
                    if (!PASSING.contains(name))
                        words.append('\0').append(name).append('=').append(value);
                });
        Path status = Path.of("/proc/self/status");
        if (Files.isReadable(status))
            Files.readAllLines(status).stream()
                    .filter(l -> l.startsWith("Umask:"))
                    .forEach(words::append);
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(words.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a command is and where it runs.
    record Request(Path cwd, boolean interactive, List<String> args) {
        void write(DataOutputStream to) throws IOException {
            Frame.text(to, cwd.toString());
            to.writeBoolean(interactive);
            to.writeInt(args.size());
            for (String a : args) Frame.text(to, a);
            to.flush();
        }

        static Request read(DataInputStream from) throws IOException {
            Path cwd = Path.of(Frame.text(from));
            boolean interactive = from.readBoolean();
            var args = new ArrayList<String>();
            for (int left = from.readInt(); left > 0; left--) args.add(Frame.text(from));
            return new Request(cwd, interactive, List.copyOf(args));
        }
    }

    /// What goes back, after one byte that says which it is; an answer to `ASK` is a text, empty at
    /// the end of the input.
    static final class Frame {
        static final byte ACCEPTED = 1;
        static final byte OUT = 2;
        static final byte ERR = 3;
        static final byte ASK = 4;
        static final byte EXIT = 5;

        private Frame() {}

        static void text(DataOutputStream to, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            to.writeInt(bytes.length);
            to.write(bytes);
        }

        static String text(DataInputStream from) throws IOException {
            return new String(bytes(from), StandardCharsets.UTF_8);
        }

        static byte[] bytes(DataInputStream from) throws IOException {
            byte[] bytes = new byte[from.readInt()];
            from.readFully(bytes);
            return bytes;
        }
    }
}
