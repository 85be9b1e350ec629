package dev.sluice.server.databases;

import dev.sluice.drift.Drift;
import dev.sluice.drift.DriftCheck;
import dev.sluice.schema.Catalog;
import dev.sluice.source.scratch.FixedPoint;
import dev.sluice.source.scratch.Scratch;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;

/// Says in words how a live catalog differs from its record. Two printings of one expression are no
/// difference: what seems to differ is rendered to scratch and read back once.
@Component
public final class Comparison {
    public List<String> words(Catalog expected, Catalog live) {
        Drift drift =
                DriftCheck.of(
                        expected,
                        live,
                        catalog -> {
                            try (var settling = new Settling(live.major())) {
                                return settling.apply(catalog);
                            }
                        });
        return switch (drift) {
            case Drift.None _ -> List.of();
            case Drift.Found(List<String> differences) -> differences;
        };
    }

    /// A scratch server of one major, opened when first needed.
    public static final class Settling implements UnaryOperator<Catalog>, AutoCloseable {
        private final int major;
        private @org.jspecify.annotations.Nullable Scratch scratch;

        public Settling(int major) {
            this.major = major;
        }

        @Override
        public synchronized Catalog apply(Catalog catalog) {
            Scratch open = scratch;
            if (open == null) scratch = open = Scratch.open(major);
            try {
                return FixedPoint.settle(catalog, open);
            } catch (SQLException e) {
                throw new IllegalStateException("scratch was lost: " + e.getMessage(), e);
            }
        }

        @Override
        public synchronized void close() {
            Scratch open = scratch;
            if (open != null) open.close();
        }
    }
}
