package dev.sluice.server.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A request whose body ends the request when it is larger, or comes more slowly, than is taken.
/// Between two of its bytes the container waits for `server.tomcat.connection-timeout`; this is for
/// who sends one just before that, again and again.
final class LimitedBody extends HttpServletRequestWrapper {
    private static final long GRACE_SECONDS = 30;
    private static final long BYTES_PER_SECOND = 64 << 10;

    private final long most;
    private final long begun = System.nanoTime();
    private @Nullable ServletInputStream stream;

    LimitedBody(HttpServletRequest request, long most) {
        super(request);
        this.most = most;
    }

    static Problem tooLarge(long most) {
        return ProblemKind.TOO_LARGE.says(
                "The body is larger than the %d MB that this address takes. Nothing was changed."
                        .formatted(most >> 20));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream limited = stream;
        if (limited == null) stream = limited = new Limited(super.getInputStream());
        return limited;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private final class Limited extends ServletInputStream {
        private final ServletInputStream in;
        private long count;

        private Limited(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read;
            try {
                read = in.read(into, from, length);
            } catch (java.net.SocketTimeoutException e) {
                throw tooSlow();
            }
            count += Math.max(read, 0);
            if (count > most) throw new Refused(tooLarge(most));
            long seconds = (System.nanoTime() - begun) / 1_000_000_000;
            if (seconds > GRACE_SECONDS + count / BYTES_PER_SECOND) throw tooSlow();
            return read;
        }

        private static Refused tooSlow() {
            return new Refused(
                    ProblemKind.TOO_SLOW.says(
                            "The body came too slowly. Nothing was changed. Send it again, at 64 KB a second or more."));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
