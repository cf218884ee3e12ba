package org.genericsftp.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.ssh.SshSettings.Endpoint;

/** Opens connections to servers. Safe for use by many threads. */
interface Road {
    /**
     * A connection to the host, within the deadline. The lookup of the first host on the way is told as
     * {@link CheckStage#RESOLVE}.
     *
     * @param errors words what goes wrong on the way
     * @throws FileException where something on the way refuses or fails, told by its name
     * @throws IOException where the network fails, or the deadline is over
     */
    Socket open(Endpoint host, ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress)
            throws IOException, TimeoutException, InterruptedException;

    /** Without anything between. */
    Road STRAIGHT = (host, errors, deadline, progress) -> {
        List<InetAddress> addresses = NameLookup.addressesOf(host.host(), deadline.remaining());
        progress.passed(CheckStage.RESOLVE);
        progress.doing("connecting");
        return Dialer.dial(addresses, host.port(), deadline);
    };

    /** @param logins of all clients of the worker */
    static Road to(SshSettings settings, SharedLogins logins) {
        Way way = settings.way();
        Road road = way.proxy() == null ? STRAIGHT : new ProxyRoad(way.proxy(), logins);
        for (Way.JumpHost jumpHost : way.jumpHosts()) {
            road = new JumpRoad(jumpHost, settings, road, logins);
        }
        return road;
    }
}
