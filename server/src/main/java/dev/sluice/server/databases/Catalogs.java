package dev.sluice.server.databases;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.Fingerprint;
import dev.sluice.source.snapshot.CatalogText;
import dev.sluice.source.snapshot.FormerCatalog;
import dev.sluice.sql.Sql;
import java.lang.ref.SoftReference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Catalogs kept whole, by their fingerprint: what was there can be shown and compared later, not
/// only recognised.
@Component
public final class Catalogs {
    private static final int AT_HAND = 64;

    private final JdbcClient jdbc;

    /// Those asked for last. A catalog never changes, and none is ever removed.
    private final Map<String, SoftReference<Catalog>> atHand =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<String, SoftReference<Catalog>> eldest) {
                            return size() > AT_HAND;
                        }
                    });

    private final Set<String> kept = ConcurrentHashMap.newKeySet();

    Catalogs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Fingerprint keep(Catalog catalog) {
        Fingerprint fingerprint = Fingerprint.of(catalog);
        if (kept.contains(fingerprint.toString())) return fingerprint;
        jdbc.sql(
                        "insert into catalog (fingerprint, major, body) values (?, ?, ?) on conflict"
                                + " do nothing")
                .params(fingerprint.toString(), catalog.major(), CatalogText.write(catalog))
                .update();
        if (isCommitted()) kept.add(fingerprint.toString());
        return fingerprint;
    }

    private static boolean isCommitted() {
        return !TransactionSynchronizationManager.isActualTransactionActive();
    }

    public Optional<Catalog> find(String fingerprint) {
        SoftReference<Catalog> near = atHand.get(fingerprint);
        Catalog known = near == null ? null : near.get();
        if (known != null) return Optional.of(known);
        Optional<Catalog> found =
                jdbc.sql("select body from catalog where fingerprint = ?")
                        .param(fingerprint)
                        .query(String.class)
                        .optional()
                        .map(body ->
                                Fingerprint.isFormer(fingerprint)
                                        ? FormerCatalog.read(body)
                                        : CatalogText.read(body));
        if (isCommitted()) found.ifPresent(c -> atHand.put(fingerprint, new SoftReference<>(c)));
        return found;
    }

    public Catalog named(String fingerprint) {
        return find(fingerprint)
                .orElseThrow(() -> new IllegalStateException("no catalog " + fingerprint));
    }

    /// To be compared with `beside`: what only this version's form can say is as it is there.
    public Catalog named(String fingerprint, Catalog beside) {
        Catalog kept = named(fingerprint);
        return Fingerprint.isFormer(fingerprint) ? FormerCatalog.completed(kept, beside) : kept;
    }

    /// As SQL, for people.
    public String script(String fingerprint) {
        return Sql.script(named(fingerprint));
    }
}
