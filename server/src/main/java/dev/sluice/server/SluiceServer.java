package dev.sluice.server;

import dev.sluice.rollout.Crash;
import dev.sluice.server.demo.Demo;
import dev.sluice.server.identity.Refusal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.MapPropertySource;

/// The running server: one process on one port. Closing it drains: requests in flight end, a run
/// finishes the statement that it is in, the embedded metadata server stops last.
public final class SluiceServer implements AutoCloseable {
    private final Metadata metadata;
    private final ConfigurableApplicationContext context;

    private SluiceServer(Metadata metadata, ConfigurableApplicationContext context) {
        this.metadata = metadata;
        this.context = context;
    }

    public static void main(String[] args) {
        UpOptions options;
        try {
            options = UpOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        try {
            SluiceServer server = start(options);
            System.out.println(server.greeting());
            if (options.demo()) System.out.println(server.demo());
        } catch (StartFailed e) {
            System.err.println(e.getMessage());
            if (e.getCause() != null) e.getCause().printStackTrace();
            System.exit(1);
        }
    }

    /// Starts and returns when the port answers.
    public static SluiceServer start(UpOptions options) {
        return start(options, Clock.systemUTC());
    }

    /// By another clock than the machine's.
    public static SluiceServer start(UpOptions options, Clock clock) {
        Metadata metadata = opened(options);
        try {
            SpringProperties.setFlag(AotDetector.AOT_ENABLED);
            var app = new SpringApplication(ServerApplication.class);
            app.setMainApplicationClass(ServerApplication.class);
            // First of all sources, else the environment's SLUICE_DATA or SERVER_PORT would win.
            var asked = new MapPropertySource("options", properties(options, metadata));
            app.addInitializers(c -> c.getEnvironment().getPropertySources().addFirst(asked));
            app.addInitializers(c -> {
                c.getBeanFactory().registerSingleton("backupSetup", options.backups());
                c.getBeanFactory().registerSingleton("clock", clock);
            });
            var server = new SluiceServer(metadata, app.run());
            // The embedded database must outlive the drain: after Spring's own shutdown hook.
            server.context.registerShutdownHook();
            SpringApplication.getShutdownHandlers().add(metadata::close);
            return server;
        } catch (RuntimeException e) {
            metadata.close();
            throw StartFailed.because(e);
        }
    }

    private static Metadata opened(UpOptions options) {
        try {
            Crash.refuseOutsideTests();
            return Metadata.open(options);
        } catch (RuntimeException e) {
            throw new StartFailed(String.valueOf(e.getMessage()), e);
        }
    }

    public int port() {
        var web = ((WebServerApplicationContext) context).getWebServer();
        return web == null ? -1 : web.getPort();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private String greeting() {
        return "Sluice answers on " + address() + "\nMetadata: " + metadata.words();
    }

    private String address() {
        return "http://"
                + context.getEnvironment().getProperty("server.address")
                + ":"
                + port()
                + "/";
    }

    private String demo() {
        try {
            return bean(Demo.class).prepare(address());
        } catch (RuntimeException e) {
            throw new StartFailed(
                    "The demo is not complete: "
                            + e.getMessage()
                            + " What is there stays; the next `sluice up --demo` goes on from there.",
                    e);
        }
    }

    @Override
    public void close() {
        context.close();
        metadata.close();
        // Tomcat would make our folder anew for the next server of this process.
        List.of("catalina.home", "catalina.base").forEach(System::clearProperty);
    }

    private static Map<String, Object> properties(UpOptions options, Metadata metadata) {
        var p = new HashMap<String, Object>();
        p.put("server.address", options.address());
        p.put("server.port", options.port());
        p.put("spring.datasource.url", metadata.login().url());
        p.put("spring.datasource.username", metadata.login().user());
        p.put("spring.datasource.password", metadata.login().password());
        p.put("sluice.data", metadata.data().toString());
        // Tomcat's own choice is a folder of /tmp that it leaves behind.
        p.put("server.tomcat.basedir", metadata.data().resolve("web").toString());
        Path keys = options.keys();
        p.put("sluice.keys", (keys == null ? metadata.data() : keys).toString());
        p.put("sluice.new-keys", options.newKeys());
        p.put("sluice.demo", options.demo());
        return p;
    }

    /// The start did not come to its end; the message says what to do.
    public static final class StartFailed extends RuntimeException {
        StartFailed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        static StartFailed because(RuntimeException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof StartFailed known) return known;
                if (t instanceof Refusal refused)
                    return new StartFailed(
                            "The server could not start: " + refused.getMessage(), null);
                if (t instanceof FlywayValidateException unknown
                        && String.valueOf(unknown.getMessage()).contains("not resolved locally"))
                    return new StartFailed(
                            "A newer Sluice has used the metadata database: its schema is newer than"
                                    + " this version knows. Nothing was changed. Start that version.",
                            null);
                if (t instanceof FlywayException flyway)
                    return new StartFailed(
                            "The metadata database does not fit this version of Sluice: "
                                    + flyway.getMessage()
                                    + " If a newer Sluice has used it, start that one. Nothing was"
                                    + " changed.",
                            e);
                if (t instanceof java.net.BindException bind)
                    return new StartFailed(
                            "The port is taken ("
                                    + bind.getMessage()
                                    + "). Choose another by --port N. Nothing was changed.",
                            null);
            }
            return new StartFailed("The server could not start: " + e.getMessage(), e);
        }
    }
}
