package org.genericsftp.jms;

import jakarta.jms.JMSException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQMessage;
import org.apache.activemq.command.ActiveMQObjectMessage;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.util.ByteSequence;
import org.genericsftp.serve.UnreadableBodyException;

/**
 * The bytes of a message's body: the text of a text message, what a bytes message holds, or the JSON that a map message means.
 * Nothing else is looked at, no object is ever deserialised, and no more than the limit is taken into memory, whatever a
 * compressed body would become.
 */
final class MessageBody {
    private static final int LONGEST_AMQP_HEADERS = 1024 * 1024;
    private static final byte[] EMPTY_OBJECT = {'{', '}'};

    private MessageBody() {}

    /** The body in UTF-8, unless it came in another encoding: bytes are passed on as they are. */
    static byte[] read(ActiveMQMessage message, int longest) throws UnreadableBodyException {
        ByteSequence content = message.getContent();
        if (message instanceof ActiveMQTextMessage text) {
            byte[] body = content == null ? new byte[0] : readText(content, message.isCompressed(), longest);
            return isUtf8(body) ? body : fromJavaEncoding(text);
        }
        if (message instanceof ActiveMQBytesMessage bytes) {
            if (content == null) {
                return new byte[0];
            }
            return isAmqp(bytes)
                    ? AmqpBody.find(readBytes(content, message.isCompressed(), longest + LONGEST_AMQP_HEADERS), longest)
                    : readBytes(content, message.isCompressed(), longest);
        }
        if (message instanceof ActiveMQMapMessage) {
            return content == null ? EMPTY_OBJECT.clone() : readMap(content, message.isCompressed(), longest);
        }
        throw new UnreadableBodyException(
                "The body must be text, bytes that hold UTF-8, or a map, but this is " + kind(message));
    }

    private static String kind(ActiveMQMessage message) {
        if (message instanceof ActiveMQStreamMessage) {
            return "a StreamMessage, which is what a list in AMQP becomes";
        }
        return message instanceof ActiveMQObjectMessage
                ? "an ObjectMessage, and no object is deserialised"
                : "a message of type " + message.getJMSXMimeType();
    }

    /** A map is compressed as a whole, without its length. */
    private static byte[] readMap(ByteSequence content, boolean compressed, int longest)
            throws UnreadableBodyException {
        try (InputStream plain = compressed ? new InflaterInputStream(streamOf(content)) : streamOf(content)) {
            byte[] marshalled = plain.readNBytes(longest + 1);
            if (marshalled.length > longest) {
                throw new UnreadableBodyException("The body is longer than " + longest + " bytes");
            }
            return JsonText.of(MapBody.read(marshalled), longest);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static boolean isAmqp(ActiveMQBytesMessage message) throws UnreadableBodyException {
        try {
            return Boolean.TRUE.equals(message.getProperty(AmqpBody.MARK));
        } catch (IOException e) {
            throw new UnreadableBodyException("The properties can't be read: " + JmsErrors.reason(e));
        }
    }

    /** Text begins with its length, and is compressed with that. */
    private static byte[] readText(ByteSequence content, boolean compressed, int longest)
            throws UnreadableBodyException {
        InputStream plain = compressed ? new InflaterInputStream(streamOf(content)) : streamOf(content);
        try (DataInputStream data = new DataInputStream(plain)) {
            return readExactly(data.readInt(), data, longest);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Compressed bytes begin with the length that they had; the buffer behind may inflate to more than that. */
    private static byte[] readBytes(ByteSequence content, boolean compressed, int longest)
            throws UnreadableBodyException {
        try (DataInputStream data = new DataInputStream(streamOf(content))) {
            return compressed
                    ? readExactly(data.readInt(), new InflaterInputStream(data), longest)
                    : readExactly(content.getLength(), data, longest);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static InputStream streamOf(ByteSequence content) {
        return new ByteArrayInputStream(content.getData(), content.getOffset(), content.getLength());
    }

    private static byte[] readExactly(int length, InputStream body, int longest)
            throws UnreadableBodyException, IOException {
        if (length < 0 || length > longest) {
            throw new UnreadableBodyException("The body is longer than " + longest + " bytes");
        }
        byte[] read = body.readNBytes(length);
        if (read.length < length) {
            throw new UnreadableBodyException("The body is shorter than the " + length + " bytes that it says it has");
        }
        return read;
    }

    private static UnreadableBodyException unreadable(IOException e) {
        return new UnreadableBodyException("The body can't be inflated: " + JmsErrors.reason(e));
    }

    /** What STOMP clients send is UTF-8 and is passed through by the broker. */
    private static boolean isUtf8(byte[] content) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** What Java clients send is the encoding of {@link java.io.DataInput}: surrogates one by one. */
    private static byte[] fromJavaEncoding(ActiveMQTextMessage message) throws UnreadableBodyException {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(message.getText()));
            byte[] body = new byte[utf8.remaining()];
            utf8.get(body);
            return body;
        } catch (JMSException | CharacterCodingException e) {
            throw new UnreadableBodyException("The text is not UTF-8: " + JmsErrors.reason(e));
        }
    }
}
