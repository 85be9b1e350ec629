package dev.sluice.cli;

import picocli.CommandLine;

/// Makes commands, giving each the shell that it runs in.
record Commands(Shell shell) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            return type.cast(type.getDeclaredConstructor(Shell.class).newInstance(shell));
        } catch (NoSuchMethodException withoutShell) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
