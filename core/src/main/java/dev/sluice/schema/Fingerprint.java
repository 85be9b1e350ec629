package dev.sluice.schema;

/// SHA-256 over a catalog's canonical bytes, with the form of the catalog and the server's major:
/// `c2-pg16:<64 hex>`. Only fingerprints of the same form and major can be compared.
public record Fingerprint(String form, int major, String sha256) {
    public static final String FORM = "c2";

    public static Fingerprint of(Catalog catalog) {
        return new Fingerprint(FORM, catalog.major(), Canonical.sha256(catalog));
    }

    public static Fingerprint parse(String text) {
        var m = java.util.regex.Pattern.compile("(c\\d+)-pg(\\d+):([0-9a-f]{64})").matcher(text);
        if (!m.matches()) throw new IllegalArgumentException("not a fingerprint: " + text);
        return new Fingerprint(m.group(1), Integer.parseInt(m.group(2)), m.group(3));
    }

    /// Whether another form made this one's text.
    public static boolean isFormer(String text) {
        return !text.startsWith(FORM + "-");
    }

    public boolean comparableWith(Fingerprint other) {
        return form.equals(other.form) && major == other.major;
    }

    @Override
    public String toString() {
        return form + "-pg" + major + ":" + sha256;
    }
}
