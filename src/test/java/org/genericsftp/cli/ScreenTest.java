package org.genericsftp.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
    /** Colour, title, line break, carriage return, backspace, an eight-bit control sequence, right-to-left override. */
    private static final String HOSTILE = "\u001b[31mred\u001b]0;title\u0007\nline\r\b\u009b2J\u202etxt.exe\u007f";

    private static final String HARMLESS =
            "\\u001B[31mred\\u001B]0;title\\u0007\\u000Aline\\u000D\\u0008\\u009B2J\\u202Etxt.exe\\u007F";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Screen screen(boolean terminal) {
        return Harness.screen(out, err, terminal);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void printsLinesThatStayLines(boolean terminal) {
        Screen screen = screen(terminal);

        screen.result(HOSTILE);
        screen.remark(HOSTILE);

        assertThat(out.toString()).isEqualTo(HARMLESS + System.lineSeparator());
        assertThat(err.toString()).isEqualTo(HARMLESS + System.lineSeparator());
    }

    @Test
    void drawsABarThatHoldsNothingElse() {
        screen(true).draw("50% " + HOSTILE);

        assertThat(err.toString()).isEqualTo("\r\u001b[K50% " + HARMLESS);
    }

    @Test
    void printsMessagesThatSayTheSame() {
        screen(true).message("{\"name\":\"a\u009b2J\u202e\u007f\uD83D\uDE00\uDB40\uDC01ü\"}");

        assertThat(out.toString())
                .isEqualTo(
                        "{\"name\":\"a\\u009b2J\\u202e\\u007f\uD83D\uDE00\\udb40\\udc01ü\"}" + System.lineSeparator());
    }

    @Test
    void printsNamesAsTheyAreToAProgramOnly() {
        screen(true).name(HOSTILE, "\0");
        screen(false).name(HOSTILE, "\0");

        assertThat(out.toString()).isEqualTo(HARMLESS + "\0" + HOSTILE + "\0");
    }

    @Test
    void nothingElsePrints() {
        JavaClasses program = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.genericsftp");

        noClasses()
                .that()
                .doNotBelongToAnyOf(Screen.class, Commands.class)
                .should()
                .callMethod(ProcessContext.class, "out")
                .orShould()
                .callMethod(ProcessContext.class, "err")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("Screen escapes what a terminal would carry out; Commands passes picocli's help on")
                .check(program);
    }

    @Test
    void cutsALineThatHasNoEnd() {
        screen(true).result("x".repeat(1_000_000));

        assertThat(out.toString()).hasSizeLessThan(20_000).endsWith("…" + System.lineSeparator());
    }
}
