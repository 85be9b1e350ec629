package dev.sluice.cli;

import picocli.CommandLine.IVersionProvider;

final class Version implements IVersionProvider {
    static final String NUMBER = "0.1.0";

    @Override
    public String[] getVersion() {
        return new String[] {"sluice " + NUMBER};
    }
}
