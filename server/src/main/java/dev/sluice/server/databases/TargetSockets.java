package dev.sluice.server.databases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import javax.net.SocketFactory;

/// The sockets to targets, by name in every address that the driver is given. They look at the
/// address that is connected to, not at the name that was written: a name that resolves to another
/// one the second time gains nothing. What no database is at is refused: link-local addresses,
/// which is where clouds keep the credentials of a machine, multicast, and no address at all.
/// Loopback is allowed: a small team's database is on the server's own machine.
public final class TargetSockets extends SocketFactory {
    /// Where clouds answer for a machine outside of link-local addresses.
    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "fd00:ec2:0:0:0:0:0:254", "fd20:ce:0:0:0:0:0:254");

    @Override
    public Socket createSocket() {
        return new Checked();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(host, port);
    }

    static boolean isRefused(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || METADATA.contains(address.getHostAddress());
    }

    /// No database is reached at such an address.
    static final class NotReached extends IOException {
        NotReached() {
            super(
                    "this server connects to no link-local, multicast or unspecified address. Nothing was sent there");
        }
    }

    private static final class Checked extends Socket {
        @Override
        public void connect(SocketAddress to) throws IOException {
            connect(to, 0);
        }

        @Override
        public void connect(SocketAddress to, int timeout) throws IOException {
            if (!(to instanceof InetSocketAddress target)
                    || target.getAddress() != null && isRefused(target.getAddress()))
                throw new NotReached();
            super.connect(to, timeout);
        }
    }
}
