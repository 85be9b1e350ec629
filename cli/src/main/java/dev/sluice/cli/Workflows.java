package dev.sluice.cli;

/// The two workflows that `init` writes.
final class Workflows {
    private static final String CHECKOUT =
            "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2";
    private static final String NODE =
            "actions/setup-node@49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0";

    private Workflows() {}

    /// Fails when a migration is missing or something is wrong with the folder.
    static String pullRequest(String folder) {
        return """
        # Written by `sluice init`: a schema change without its migration does not get in.
        name: schema
        on:
          pull_request:
        permissions:
          contents: read
        jobs:
          check:
            runs-on: ubuntu-latest
            steps:
              - uses: %s
              - uses: %s
                with:
                  node-version: 22
              - uses: actions/setup-java@v4
                with:
                  distribution: temurin
                  java-version: 25
              # sluice-cli is a package of your own: Sluice's cli/npm/pack.sh makes it.
              - run: npm ci
              - run: npx --no -- sluice generate --check
              - run: npx --no -- sluice check %s
        """
                .formatted(CHECKOUT, NODE, folder);
    }

    /// Sends the folder for review; needs the secret SLUICE_TOKEN and the variable SLUICE_SERVER.
    static String merge(String folder) {
        return """
        # Written by `sluice init`: what is merged is sent to the server, which opens a change or a
        # new revision of it. It starts nothing in production by itself.
        name: schema release
        on:
          push:
            branches: [main]
            paths: ["%s/**"]
        permissions:
          contents: read
        jobs:
          release:
            runs-on: ubuntu-latest
            steps:
              - uses: %s
              - uses: %s
                with:
                  node-version: 22
              - uses: actions/setup-java@v4
                with:
                  distribution: temurin
                  java-version: 25
              # sluice-cli is a package of your own: Sluice's cli/npm/pack.sh makes it.
              - run: npm ci
              - run: npx --no -- sluice release --ref "$GITHUB_REF_NAME" --commit "$GITHUB_SHA"
                env:
                  SLUICE_SERVER: ${{ vars.SLUICE_SERVER }}
                  SLUICE_TOKEN: ${{ secrets.SLUICE_TOKEN }}
        """
                .formatted(folder, CHECKOUT, NODE);
    }
}
