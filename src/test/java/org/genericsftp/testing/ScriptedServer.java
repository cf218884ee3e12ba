package org.genericsftp.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP server that speaks to each client as a test wants it, however wrong that is. */
public final class ScriptedServer implements AutoCloseable {
    /** One client's conversation. The socket is closed after it. */
    @FunctionalInterface
    public interface Conversation {
        void hold(Socket socket) throws IOException, InterruptedException;
    }

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public ScriptedServer(Conversation conversation) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(() -> {
            while (!listening.isClosed()) {
                accept(conversation);
            }
        });
    }

    /** Says something, and that this was all, then listens until the client hangs up. */
    public static ScriptedServer saying(String words) throws IOException {
        return new ScriptedServer(socket -> {
            socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void accept(Conversation conversation) {
        try {
            Socket socket = listening.accept();
            open.add(socket);
            inBackground(() -> hold(conversation, socket));
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void hold(Conversation conversation, Socket socket) {
        try (socket) {
            conversation.hold(socket);
        } catch (IOException | InterruptedException e) {
            // The client has hung up, or the test is over.
        } finally {
            open.remove(socket);
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
