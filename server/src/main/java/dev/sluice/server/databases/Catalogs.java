package dev.sluice.server.databases;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.snapshot.CatalogText;
import dev.sluice.sql.Sql;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Catalogs kept whole, by their fingerprint: what was there can be shown and compared later, not
/// only recognised.
@Component
public final class Catalogs {
    private final JdbcClient jdbc;

    Catalogs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Fingerprint keep(Catalog catalog) {
        Fingerprint fingerprint = Fingerprint.of(catalog);
        jdbc.sql(
                        "insert into catalog (fingerprint, major, body) values (?, ?, ?) on conflict"
                                + " do nothing")
                .params(fingerprint.toString(), catalog.major(), CatalogText.write(catalog))
                .update();
        return fingerprint;
    }

    public Optional<Catalog> find(String fingerprint) {
        return jdbc.sql("select body from catalog where fingerprint = ?")
                .param(fingerprint)
                .query(String.class)
                .optional()
                .map(CatalogText::read);
    }

    public Catalog named(String fingerprint) {
        return find(fingerprint)
                .orElseThrow(() -> new IllegalStateException("no catalog " + fingerprint));
    }

    /// As SQL, for people.
    public String script(String fingerprint) {
        return Sql.script(named(fingerprint));
    }
}
