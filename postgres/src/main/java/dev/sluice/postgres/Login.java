package dev.sluice.postgres;

/// As whom a throw-away server is entered.
enum Login {
    /// Owns its databases and may make roles; has no way to a file, a program or the network. The
    /// superuser beside it can't log in at all.
    GUEST("sluice_admin", ""),

    /// For SQL of one's own.
    SUPERUSER(EmbeddedPostgres.USER, "-super");

    private final String owner;
    private final String suffix;

    Login(String owner, String suffix) {
        this.owner = owner;
        this.suffix = suffix;
    }

    /// The superuser that the cluster is made by.
    String owner() {
        return owner;
    }

    String suffix() {
        return suffix;
    }
}
