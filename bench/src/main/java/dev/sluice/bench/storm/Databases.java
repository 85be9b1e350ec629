package dev.sluice.bench.storm;

import java.sql.Connection;
import java.sql.SQLException;

/// Where the judge looks: a target by its name, and the servers' metadata.
public interface Databases {
    Connection target(String name) throws SQLException;

    Connection metadata() throws SQLException;
}
