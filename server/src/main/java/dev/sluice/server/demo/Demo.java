package dev.sluice.server.demo;

import org.springframework.stereotype.Component;

/// Prepares the demo once; a second start finds it in place.
@Component
public class Demo {
    /// Returns what a person needs to begin: accounts and where to look.
    public String prepare() {
        return "The demo is not here yet.";
    }
}
