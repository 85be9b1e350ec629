package dev.sluice.server.identity;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Tells the terminal, once the port answers, how the first administrator comes to be. The demo
/// makes its own people (`sluice.demo`).
@Component
class AtStart {
    private final FirstAdministrator first;
    private final Environment environment;

    AtStart(FirstAdministrator first, Environment environment) {
        this.first = first;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        if (!environment.getProperty("sluice.demo", Boolean.class, false)) {
            first.prepare().ifPresent(System.out::println);
        }
    }
}
