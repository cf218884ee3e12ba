package org.genericsftp.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a worker calls itself when nobody gave it a name. */
public final class ProcessName {
    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private ProcessName() {}

    /** {@code host/process id}. */
    public static String usual() {
        return host() + "/" + ProcessHandle.current().pid();
    }

    /** From the kernel where it tells: asking the resolver can take seconds where DNS is broken. */
    private static String host() {
        try {
            String name = Files.readString(KERNEL_HOST_NAME).strip();
            if (!name.isEmpty()) {
                return name;
            }
        } catch (IOException e) {
            // Not Linux.
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
