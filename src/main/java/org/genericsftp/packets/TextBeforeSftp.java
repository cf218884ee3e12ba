package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.genericsftp.file.Printable;

/** Tells text from packets: what a shell prints before it runs the sftp subsystem comes where the first packet should. */
final class TextBeforeSftp {
    private static final int LONGEST_QUOTE = 200;

    private TextBeforeSftp() {}

    /**
     * Whether these are the characters of a text, of which the first four would be the length of a packet that is longer
     * than any.
     *
     * @param begin the first bytes of a packet, up to the position
     */
    static boolean isText(ByteBuffer begin) {
        for (int i = 0; i < begin.position(); i++) {
            int value = begin.get(i) & 0xFF;
            boolean blank = value == '\t' || value == '\n' || value == '\r' || value == 0x1B;
            if ((value < ' ' && !blank) || value == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** @param following what came behind it so far */
    static ProtocolException quoting(ByteBuffer begin, ByteBuffer following) {
        byte[] text = new byte[Math.min(LONGEST_QUOTE, begin.position() + following.remaining())];
        ByteBuffer quoted = ByteBuffer.wrap(text).put(begin.duplicate().flip());
        following.duplicate().get(text, quoted.position(), quoted.remaining());
        String words = new String(text, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        return new ProtocolException("the text \"" + Printable.escape(words)
                + "\" before the first packet; something on the server prints at each login, such as .bashrc, .profile or a"
                + " ForceCommand, and should do so on terminals only");
    }
}
