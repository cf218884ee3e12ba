package org.genericsftp.ssh;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.genericsftp.ssh.SshSettings.Answer;

/** The answers that are configured for a server's questions, each given once in an attempt to log in. */
final class KnownAnswers {
    private final List<Answer> answers;
    private final Set<String> asked = new HashSet<>();

    KnownAnswers(List<Answer> answers) {
        this.answers = answers;
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    /** Whether any has been given. */
    boolean given() {
        return !asked.isEmpty();
    }

    /** Whether this question has been answered in this attempt: asked again, the answer was wrong. */
    boolean gave(String question) {
        return asked.contains(plain(question));
    }

    Optional<String> to(String question) {
        String text = plain(question);
        Optional<String> answer = answers.stream()
                .filter(known -> matches(known.question(), text))
                .map(Answer::text)
                .findFirst();
        answer.ifPresent(known -> asked.add(text));
        return answer;
    }

    private static boolean matches(String known, String asked) {
        String expression = Pattern.quote(plain(known)).replace("*", "\\E.*\\Q");
        return Pattern.compile(expression, Pattern.DOTALL).matcher(asked).matches();
    }

    /** As people compare texts: the blanks and the colon at the end, and upper case, do not count. */
    private static String plain(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFC).strip().toLowerCase(Locale.ROOT);
        return plain.endsWith(":") ? plain.substring(0, plain.length() - 1).strip() : plain;
    }
}
