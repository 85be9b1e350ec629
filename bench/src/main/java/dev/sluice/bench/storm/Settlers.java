package dev.sluice.bench.storm;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import java.util.List;

/// A server that only makes the accounts of the storm's people, and ends. A program of its own: two
/// servers in one JVM share where Tomcat keeps its files.
public final class Settlers {
    private Settlers() {}

    public static void main(String[] arguments) {
        try (var once = SluiceServer.start(UpOptions.parse(arguments))) {
            for (String login : List.of(Ground.AUTHOR, Ground.REVIEWER))
                once.bean(People.class)
                        .create(Actor.SYSTEM, login, login, Ground.password(login), true);
        }
        System.exit(0);
    }
}
