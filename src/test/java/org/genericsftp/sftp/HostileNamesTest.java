package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.list;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.RejectedName;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server names its files; whatever it says, nothing leads out of a folder, and no text can be forged with it. */
class HostileNamesTest {
    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer server = new ModelServer(Manners.KIND).file("good", new byte[1], 1);

    /** The first answer to a READDIR has these names. */
    private List<SourceEntry> listed(int permissions, byte[]... names) throws Exception {
        AtomicBoolean told = new AtomicBoolean();
        server.withWhim(request -> {
            if (request.type() != Protocol.READDIR || told.getAndSet(true)) {
                return null;
            }
            ModelPacket packet = new ModelPacket(Protocol.NAME, request.id()).integer(names.length);
            for (byte[] name : names) {
                packet.string(name).text("x").attributes(0, permissions, 1);
            }
            return packet.framed();
        });
        List<SourceEntry> found = new ArrayList<>(list(lanes.lane(server), EVERYTHING));
        assertThat(found.removeIf(entry -> entry.name().equals("good"))).isTrue();
        awaitNoHandle(server);
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "/etc/passwd",
                "../up",
                "a/../../b",
                "/",
                "a/",
                "",
                "nul\0nul",
                "\0",
                "\u00ff",
                "abc\u00e4",
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "\u00f5\u0080\u0080\u0080",
                "\u00e2\u0082"
            })
    void areRejectedOneByOne(String bytes) throws Exception {
        byte[] name = bytes.getBytes(ISO_8859_1);

        assertThat(listed(ModelPacket.FILE, name, "fine".getBytes(UTF_8)))
                .hasSize(2)
                .anySatisfy(entry -> assertThat(entry).isInstanceOfSatisfying(RejectedName.class, rejected -> {
                    assertThat(rejected.why().code()).isEqualTo(ErrorCode.NAME_REJECTED);
                    assertThat(rejected.name() + rejected.why().getMessage()).matches("[\\x20-\\x7e]*");
                }))
                .anySatisfy(entry -> assertThat(entry.name()).isEqualTo("fine"));
        assertThat(listedFolders()).isEqualTo(1);
    }

    private long listedFolders() {
        return server.seen().stream()
                .filter(request -> request.type() == Protocol.OPENDIR)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "../up", "", "\0", "\u00ff"})
    void ofFoldersAreNotEntered(String bytes) throws Exception {
        assertThat(listed(ModelPacket.FOLDER, bytes.getBytes(ISO_8859_1)))
                .singleElement()
                .isInstanceOfSatisfying(
                        UnlistedFolder.class,
                        folder -> assertThat(folder.why().code()).isEqualTo(ErrorCode.NAME_REJECTED));
        assertThat(listedFolders()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".."})
    void thatMeanTheFolderItselfAreLeftOut(String name) throws Exception {
        assertThat(listed(ModelPacket.FOLDER, name.getBytes(UTF_8))).isEmpty();
        assertThat(listedFolders()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "...",
                ".. ",
                " ",
                "-rf",
                "*",
                "a\nb",
                "a\rb",
                "\u001b[31mred",
                "\t",
                "back\\slash",
                "..\\up",
                "C:",
                "con",
                "%2e%2e",
                "ünï",
                "🚀",
                "\u202egpj.exe",
                "e\u0301",
                "\u00e9",
                "'; drop table",
                "$(reboot)",
                "`x`",
                "~",
                "~root",
                "a:b",
                "\u007f"
            })
    void thatAreOnlyStrangeAreKeptToTheByte(String name) throws Exception {
        assertThat(listed(ModelPacket.FILE, name.getBytes(UTF_8)))
                .singleElement()
                .isInstanceOfSatisfying(RemoteFile.class, file -> {
                    assertThat(file.name()).isEqualTo(name);
                    assertThat(file.remoteName()).isEqualTo(new RemoteName(("/root/" + name).getBytes(UTF_8)));
                });
    }

    @Test
    void mayBeVeryLong() throws Exception {
        String name = "x".repeat(100_000);

        assertThat(listed(ModelPacket.FILE, name.getBytes(UTF_8)))
                .singleElement()
                .extracting(SourceEntry::name)
                .isEqualTo(name);
    }

    @Test
    void thatComeTwiceAreListedTwice() throws Exception {
        assertThat(listed(ModelPacket.FILE, "same".getBytes(UTF_8), "same".getBytes(UTF_8)))
                .hasSize(2);
    }
}
