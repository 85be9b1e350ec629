package dev.sluice.bench.storm;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.People;
import java.util.List;

/// The first server, with which the storm's people come. A program of its own: two servers in one
/// JVM share where Tomcat keeps its files.
public final class Settlers {
    private Settlers() {}

    public static void main(String[] arguments) {
        var server = SluiceServer.start(UpOptions.parse(arguments));
        for (String login : List.of(Ground.AUTHOR, Ground.REVIEWER))
            server.bean(People.class)
                    .create(Actor.SYSTEM, login, login, Ground.password(login), true);
        System.out.println("Sluice answers on http://127.0.0.1:" + server.port() + "/");
    }
}
