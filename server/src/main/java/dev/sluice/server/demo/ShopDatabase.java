package dev.sluice.server.demo;

import dev.sluice.author.Prepared;
import dev.sluice.folder.MigrationsFolder;
import dev.sluice.folder.Replay;
import dev.sluice.ledger.DrizzleTable;
import dev.sluice.rollout.Outcome;
import dev.sluice.rollout.RunContext;
import dev.sluice.rollout.RunListener;
import dev.sluice.rollout.RunMigration;
import dev.sluice.rollout.Runner;
import dev.sluice.rollout.Target;
import dev.sluice.server.databases.Comparison;
import dev.sluice.source.scratch.Scratch;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// A database of the demo's shop, as it stood before the change that waits.
record ShopDatabase(String url) {
    static final int CUSTOMERS = 2_000;

    static ShopDatabase at(String url) {
        return new ShopDatabase(url);
    }

    /// Brings the database to where the change begins, with a record, as `sluice apply` would.
    void migrate(MigrationsFolder folder, String server) throws SQLException {
        int major = major();
        try (Scratch scratch = Scratch.open(major);
                var settling = new Comparison.Settling(major)) {
            Outcome outcome =
                    Runner.apply(
                            Target.of(url).withDrizzle(DrizzleTable.USUAL),
                            migrations(Replay.of(folder, scratch)),
                            RunContext.of("shop", "demo", "demo")
                                    .onServer(server, null, null)
                                    .settledBy(settling),
                            RunListener.SILENT);
            if (!(outcome instanceof Outcome.Applied))
                throw new IllegalStateException(
                        "the demo's database could not be prepared: " + outcome.words());
        }
    }

    private static List<RunMigration> migrations(Replay replay) throws SQLException {
        var migrations = new ArrayList<RunMigration>();
        for (int i = 0; i < ShopFolder.APPLIED; i++)
            migrations.add(
                    Prepared.known(replay.folder().migrations().get(i))
                            .between(replay.catalog(i), replay.catalog(i + 1)));
        return migrations;
    }

    /// All the rows or none.
    void fill() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try (var found = statement.executeQuery("select from customers limit 1")) {
                if (found.next()) return;
            }
            statement.execute(ROWS);
            connection.commit();
        }
    }

    private int major() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    /// Without the password in the URL.
    @Override
    public String toString() {
        return "a database of the demo's shop";
    }

    private static final String ROWS =
            """
            insert into customers (email, name, is_active, phone, created_at)
                select lower(first) || '.' || lower(last) || i || '@example.org', first || ' ' || last, i %% 17 <> 0,
                    case when i %% 3 = 0 then '+49 30 ' || 100000 + i end, timestamptz '2025-01-01' + i * interval '4 hours'
                from generate_series(1, %1$d) i,
                    lateral (select (array['Ada', 'Ben', 'Carla', 'Deniz', 'Emil', 'Fatou', 'Grete', 'Hugo'])[1 + i %% 8] as first,
                        (array['Adler', 'Berg', 'Cohen', 'Dietz', 'Ekici', 'Frank', 'Gomez'])[1 + i %% 7] as last) as named;
            insert into products (sku, title, price_cents, stock)
                select 'SKU-' || lpad(i::text, 4, '0'), material || ' ' || thing, 500 + i * 37 %% 9500, i * 13 %% 200
                from generate_series(1, 150) i,
                    lateral (select (array['Oak', 'Linen', 'Steel', 'Glass', 'Wool'])[1 + i %% 5] as material,
                        (array['table', 'lamp', 'chair', 'bowl', 'blanket', 'shelf'])[1 + i %% 6] as thing) as made;
            create temp table buyers on commit drop as
                select id, row_number() over (order by created_at) as n from customers;
            insert into orders (customer_id, status, note, placed_at)
                select b.id, (enum_range(null::order_status))[1 + i %% 4], case when i %% 11 = 0 then 'Please ring twice' end,
                    timestamptz '2025-02-01' + i * interval '1 hour'
                from generate_series(1, 6000) i join buyers b on b.n = 1 + i * 7 %% %1$d;
            insert into order_items (order_id, product_id, quantity, price_cents)
                select o.id, p.id, 1 + (o.id + k) %% 3, p.price_cents
                from orders o, generate_series(0, 1) k, products p where p.id = 1 + (o.id * 3 + k) %% 150;
            insert into addresses (customer_id, street, city, country, is_default)
                select b.id, 'Lindenstr. ' || b.n %% 90 + 1, (array['Berlin', 'Lyon', 'Porto'])[1 + b.n %% 3],
                    (array['DE', 'FR', 'PT'])[1 + b.n %% 3], true
                from buyers b where b.n %% 4 <> 0;
            """
                    .formatted(CUSTOMERS);
}
