package dev.sluice.server;

import dev.sluice.server.backups.BackupSetup;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `sluice up` was asked for. `data` null is the usual place, `database` null the embedded
/// metadata server, `keys` null the data folder; port 0 takes any free one.
public record UpOptions(
        boolean demo,
        String address,
        int port,
        @Nullable Path data,
        @Nullable String database,
        @Nullable Path keys,
        boolean newKeys,
        BackupSetup backups) {
    static final int DEFAULT_PORT = 8080;

    /// With keys in the data folder, and without backups.
    public UpOptions(
            boolean demo,
            String address,
            int port,
            @Nullable Path data,
            @Nullable String database) {
        this(demo, address, port, data, database, null, false, BackupSetup.NONE);
    }

    public static UpOptions parse(String... args) {
        return parse(System.getenv(), args);
    }

    static UpOptions parse(Map<String, String> environment, String... args) {
        boolean demo = false;
        String address = "127.0.0.1";
        int port = DEFAULT_PORT;
        Path data = null;
        String database = null;
        Path keys = null;
        boolean newKeys = false;
        Path backups = null;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "up" -> {}
                case "--demo" -> demo = true;
                case "--port" -> port = port(value(args, ++i));
                case "--address" -> address = value(args, ++i);
                case "--data" -> data = Path.of(value(args, ++i));
                case "--database" -> database = value(args, ++i);
                case "--keys" -> keys = Path.of(value(args, ++i));
                case "--new-keys" -> newKeys = true;
                case "--backups" -> backups = Path.of(value(args, ++i));
                default ->
                        throw new IllegalArgumentException(
                                "sluice up does not know "
                                        + args[i]
                                        + ". Usage: sluice up [--demo] [--port N] [--address A]"
                                        + " [--data DIR] [--database URL] [--keys DIR] [--new-keys]"
                                        + " [--backups DIR]");
            }
        }
        return new UpOptions(
                demo,
                address,
                port,
                data,
                database,
                keys,
                newKeys,
                BackupSetup.of(backups, environment));
    }

    private static String value(String[] args, int i) {
        if (i >= args.length)
            throw new IllegalArgumentException(args[i - 1] + " needs a value after it.");
        return args[i];
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) return port;
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException("--port needs a number from 0 to 65535, not " + text);
    }
}
