package dev.sluice.server.live;

import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Standing;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One open page. No thread waits for it: one is there only while something is being sent, and what
/// comes meanwhile is sent as one.
final class Stream {
    final Actor actor;
    final Standing.Key session;
    final long projectId;
    final long changeId;
    private final AsyncContext async;
    private final Runnable gone;
    private @Nullable String next;
    private boolean sending;
    private boolean over;

    Stream(
            AsyncContext async,
            Actor actor,
            Standing.Key session,
            long projectId,
            long changeId,
            java.util.function.Consumer<Stream> gone) {
        this.async = async;
        this.actor = actor;
        this.session = session;
        this.projectId = projectId;
        this.changeId = changeId;
        this.gone = () -> gone.accept(this);
        async.addListener(new End());
    }

    void look(Cursor at) {
        send("id: " + at + "\nevent: look\ndata: {}\n\n");
    }

    void beat() {
        send(":\n\n");
    }

    /// A look says more than a beat, and the latest all that the earlier ones do.
    private synchronized void send(String text) {
        if (over || (text.startsWith(":") && next != null)) return;
        next = text;
        if (sending) return;
        sending = true;
        Thread.ofVirtual().name("stream").start(this::drain);
    }

    private void drain() {
        while (true) {
            String text;
            synchronized (this) {
                text = next;
                next = null;
                if (text == null || over) {
                    sending = false;
                    break;
                }
            }
            try {
                var out = async.getResponse().getOutputStream();
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            } catch (IOException | IllegalStateException _) {
                end();
            }
        }
    }

    void end() {
        synchronized (this) {
            if (over) return;
            over = true;
        }
        gone.run();
        try {
            async.complete();
        } catch (IllegalStateException _) {
            // the peer went first
        }
    }

    private final class End implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            end();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            end();
        }

        @Override
        public void onError(AsyncEvent event) {
            end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
