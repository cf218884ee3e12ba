package org.genericsftp.bench;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a Java program with JSch does at first: list a folder, get each file, go on below. A process of its own. */
final class JschLoop {
    private final ChannelSftp sftp;

    private JschLoop(ChannelSftp sftp) {
        this.sftp = sftp;
    }

    /** @param arguments host, port, user, key, known_hosts, source folder; destination folder, empty to list only */
    public static void main(String[] arguments) throws Exception {
        JSch jsch = new JSch();
        jsch.addIdentity(arguments[3]);
        jsch.setKnownHosts(arguments[4]);
        Session session = jsch.getSession(arguments[2], arguments[0], Integer.parseInt(arguments[1]));
        session.setConfig("cipher.s2c", Site.CIPHER);
        session.setConfig("cipher.c2s", Site.CIPHER);
        session.connect();
        try {
            ChannelSftp sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect();
            if (arguments[6].isEmpty()) {
                new JschLoop(sftp).list(arguments[5]);
            } else {
                new JschLoop(sftp).copy(arguments[5], Path.of(arguments[6]));
            }
        } finally {
            session.disconnect();
        }
    }

    private void list(String folder) throws SftpException {
        for (LsEntry entry : entries(folder)) {
            String path = folder + "/" + entry.getFilename();
            if (entry.getAttrs().isDir()) {
                list(path);
            } else {
                System.out.println(path);
            }
        }
    }

    private void copy(String folder, Path destination) throws SftpException, IOException {
        Files.createDirectories(destination);
        for (LsEntry entry : entries(folder)) {
            String from = folder + "/" + entry.getFilename();
            Path to = destination.resolve(entry.getFilename());
            if (entry.getAttrs().isDir()) {
                copy(from, to);
            } else {
                sftp.get(from, to.toString());
            }
        }
    }

    private List<LsEntry> entries(String folder) throws SftpException {
        return sftp.ls(folder).stream()
                .filter(entry -> !entry.getFilename().matches("\\.\\.?"))
                .toList();
    }
}
