package dev.sluice.server;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

@SpringBootApplication(proxyBeanMethods = false)
@EnableMethodSecurity
class ServerApplication {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /// A schema of a newer Sluice is refused: nothing is ignored when what was applied is compared
    /// with what this version knows.
    @Bean
    FlywayConfigurationCustomizer refuseNewerSchema() {
        return flyway -> flyway.ignoreMigrationPatterns(new String[0]);
    }
}
