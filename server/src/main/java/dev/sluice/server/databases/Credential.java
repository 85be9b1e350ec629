package dev.sluice.server.databases;

import dev.sluice.server.identity.Refusal;

/// How the password of a database is come by; never the password itself, except on its way in.
public sealed interface Credential {
    /// The server's environment holds it.
    record Env(String variable) implements Credential {}

    /// The first line of a file on the server.
    record File(String path) implements Credential {}

    /// Given in clear; it is sealed before it is kept.
    record Given(String password) implements Credential {
        @Override
        public String toString() {
            return "Given[password=…]";
        }
    }

    /// `env:NAME`, `file:/path`, or the password.
    static Credential parse(String text) {
        if (text.startsWith("env:")) {
            String variable = text.substring(4);
            if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*"))
                throw new Refusal("env: needs the name of an environment variable after it.");
            return new Env(variable);
        }
        if (text.startsWith("file:")) {
            if (!text.startsWith("file:/"))
                throw new Refusal("file: needs an absolute path on the server after it.");
            return new File(text.substring(5));
        }
        return new Given(text);
    }
}
