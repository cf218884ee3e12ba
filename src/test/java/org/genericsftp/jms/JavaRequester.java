package org.genericsftp.jms;

import static java.util.Objects.requireNonNull;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.testing.JmsClient;

/** Reads what it gets with our codec. */
final class JavaRequester extends JmsClient {
    private static final MessageCodec CODEC = new MessageCodec();

    JavaRequester(String url) throws JMSException {
        super(url, null);
    }

    static Response read(TextMessage message) throws JMSException {
        return CODEC.decodeResponse(message.getText());
    }

    static Result resultOf(FileReply lastPage) {
        return requireNonNull(lastPage.result(), "Not the last page");
    }

    /** The next message on the reply queue, which is a page of a reply. */
    FileReply page() throws JMSException {
        return (FileReply) read(nextReply());
    }

    /** The names of the properties that somebody has set. */
    static List<String> propertiesOf(Message message) throws JMSException {
        List<String> names = new ArrayList<>();
        for (Enumeration<?> all = message.getPropertyNames(); all.hasMoreElements(); ) {
            names.add(String.valueOf(all.nextElement()));
        }
        return names;
    }
}
