package dev.sluice.source.directory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The name of an object as a file name that every file system takes: Latin letters, digits, `_`,
/// and points between its parts. Where that loses something, the start of the name's SHA-256
/// follows, so that two objects never share a name, also where case does not count.
record FileName(List<String> parts) {
    /// Of each part: two of them, the digest and the ending stay under 255 bytes.
    private static final int LONGEST = 100;

    private static final Set<String> DEVICES =
            Set.of("con", "prn", "aux", "nul", "com", "lpt", "conin", "conout", "clock");

    FileName {
        parts = List.copyOf(parts);
    }

    /// Lower case: the same for names that only differ in case.
    String folded() {
        return plain().toLowerCase(Locale.ROOT);
    }

    boolean isLowerCase() {
        return plain().equals(folded());
    }

    /// `shared`: another object has this name in another case.
    String text(boolean shared) {
        boolean exact = plain().equals(String.join(".", parts));
        return exact && (!shared || isLowerCase()) ? plain() : plain() + "-" + digest();
    }

    private String plain() {
        return parts.stream().map(FileName::plain).collect(Collectors.joining("."));
    }

    private static String plain(String part) {
        String safe = part.replaceAll("[^A-Za-z0-9_]", "_");
        if (safe.length() > LONGEST) safe = safe.substring(0, LONGEST);
        String device = safe.toLowerCase(Locale.ROOT).replaceFirst("[0-9_]$", "");
        return DEVICES.contains(device) ? "_" + safe : safe;
    }

    private String digest() {
        try {
            byte[] bytes = String.join("\0", parts).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
