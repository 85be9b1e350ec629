package dev.sluice.server.backups;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file of a backup: `.unfinished` until all of it is on the disk. Only the server's own user
/// reads it.
record Kept(Path file, long bytes, String sha256) {
    private static final String UNFINISHED = ".unfinished";

    /// Makes the empty file that the program writes into.
    static Path begin(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder))
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        return Files.createFile(
                folder.resolve(name + UNFINISHED),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    static Kept finish(Path unfinished) throws IOException {
        String sha256 = sha256(unfinished);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        String name = unfinished.getFileName().toString();
        Path file =
                unfinished.resolveSibling(name.substring(0, name.length() - UNFINISHED.length()));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
            folder.force(true);
        }
        return new Kept(file, Files.size(file), sha256);
    }

    /// Nothing else than what was left half-way.
    static void remove(String place) throws IOException {
        if (place.endsWith(UNFINISHED)) Files.deleteIfExists(Path.of(place));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var digest =
                        new DigestOutputStream(
                                OutputStream.nullOutputStream(),
                                MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(digest);
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
