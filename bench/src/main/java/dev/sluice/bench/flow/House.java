package dev.sluice.bench.flow;

import java.io.IOException;

/// The Sluice of a town, behind one address.
interface House extends AutoCloseable {
    String address();

    void person(String login, boolean administrator) throws IOException, InterruptedException;

    @Override
    void close();
}
