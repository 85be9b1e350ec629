package dev.sluice.bench;

import dev.sluice.bench.fleet.Race;
import java.util.List;

/// `fleet [--databases N] [--parallel N]`: one column added in each of many databases of one
/// cluster, by a server with its gates, fence, ledger, comparison and history, and by `psql` under
/// `xargs`; the ratio, and where the server's time goes.
public final class Fleet {
    private Fleet() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        Race.run(number(given, "--databases", 200), number(given, "--parallel", 8), System.out);
        System.exit(0);
    }

    private static int number(List<String> given, String name, int otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : Integer.parseInt(given.get(at + 1));
    }
}
