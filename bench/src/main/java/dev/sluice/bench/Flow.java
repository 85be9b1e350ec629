package dev.sluice.bench;

import dev.sluice.bench.flow.Story;

/// `bench/run flow`: the work of a team on a schema, from `schema.ts` over review to production,
/// back, and home again, each command with its answer.
public final class Flow {
    private Flow() {}

    public static void main(String[] arguments) throws Exception {
        Story.tell(System.out).print(System.out);
        System.exit(0);
    }
}
