package dev.sluice.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;

@SpringBootApplication(proxyBeanMethods = false)
@EnableMethodSecurity
class ServerApplication {
    /// Run by the build only, which writes down what beans there are (Spring's ahead-of-time
    /// processing) and starts nothing.
    static void main(String[] args) {
        SpringApplication.run(ServerApplication.class, args);
    }

    /// An empty folder of ours: Tomcat would make one in /tmp, and leave it there when it is
    /// killed.
    @Bean
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> documents(
            @Value("${sluice.data}") String data) throws IOException {
        Path empty = Files.createDirectories(Path.of(data, "web", "root"));
        return tomcat -> tomcat.setDocumentRoot(empty.toFile());
    }

    /// A schema of a newer Sluice is refused: nothing is ignored when what was applied is compared
    /// with what this version knows.
    @Bean
    FlywayConfigurationCustomizer refuseNewerSchema() {
        return flyway -> flyway.ignoreMigrationPatterns(new String[0]);
    }
}
