package dev.sluice.folder;

import java.util.List;
import java.util.Optional;

/// One numbered file of a folder. `text` is the file as it stands; `statements` are its parts as
/// drizzle-orm cuts them, without the white space around them and with LF for CRLF; `hash` is what
/// drizzle-orm records (SHA-256 of the text); `digest` covers tag, statements and down statements.
public record Migration(
        int idx,
        String tag,
        long when,
        String text,
        List<String> statements,
        String hash,
        String digest,
        Optional<Down> down,
        Optional<ProofFile> proof) {
    /// The way back that lies beside the file.
    public record Down(String text, List<String> statements) {
        public Down {
            statements = List.copyOf(statements);
        }

        static Down of(String text) {
            return new Down(text, Breakpoints.split(text));
        }
    }

    public Migration {
        statements = List.copyOf(statements);
    }

    public static Migration of(
            int idx,
            String tag,
            long when,
            String text,
            Optional<String> down,
            Optional<ProofFile> proof) {
        List<String> statements = Breakpoints.split(text);
        Optional<Down> back = down.map(Down::of);
        String digest =
                Digests.migration(tag, statements, back.map(Down::statements).orElse(List.of()));
        return new Migration(
                idx, tag, when, text, statements, Digests.sha256(text), digest, back, proof);
    }

    public List<String> downStatements() {
        return down.map(Down::statements).orElse(List.of());
    }

    public String fileName() {
        return tag + ".sql";
    }

    /// Whether a hash that drizzle-orm recorded is that of this file, line ends forgiven.
    public boolean isRecordedAs(String drizzleHash) {
        if (hash.equals(drizzleHash)) return true;
        String lf = Breakpoints.lf(text);
        return Digests.sha256(lf).equals(drizzleHash)
                || Digests.sha256(lf.replace("\n", "\r\n")).equals(drizzleHash);
    }
}
