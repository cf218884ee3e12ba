package org.genericsftp.config;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.Printable;
import org.genericsftp.ssh.SshSettings.Answer;

/** Reads a client's {@code answers}: questions and what is answered, whose texts are secrets and in no error. */
final class AnswersReader {
    private static final String EXPECTATION = "a text, which is the answer";

    private AnswersReader() {}

    /** None, and a fault, where something is wrong. */
    static List<Answer> read(Section section) {
        List<Answer> answers = new ArrayList<>();
        section.mapping(ClientKeys.ANSWERS)
                .ifPresent(questions -> questions.entries().forEach((question, entry) -> {
                    String where = section.pathOf(ClientKeys.ANSWERS) + "." + Printable.escape(question);
                    String answer = section.text(entry.value(), where, EXPECTATION);
                    if (question.replace("*", "").isBlank()) {
                        section.fault(ClientKeys.ANSWERS, "has an answer to every question: name the question");
                    } else if (answer != null) {
                        answers.add(new Answer(question, answer));
                    }
                }));
        return answers;
    }
}
