package dev.sluice.bench.flow;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import java.nio.file.Path;

/// A server in this process, with its metadata in its own durable PostgreSQL.
record OneServer(SluiceServer server) implements House {
    static OneServer start(Path home) {
        System.setProperty("logging.level.root", "warn");
        return new OneServer(
                SluiceServer.start(
                        new UpOptions(false, "127.0.0.1", 0, home.resolve("server"), null)));
    }

    @Override
    public String address() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public void person(String login, boolean administrator) {
        server.bean(People.class)
                .create(Actor.SYSTEM, login, login, Town.password(login), administrator);
    }

    @Override
    public void close() {
        server.close();
    }
}
