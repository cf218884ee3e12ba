package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.Syntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextTest {
    private static final ZonedDateTime AT =
            Instant.parse("2026-03-01T05:30:00Z").atZone(TimeZones.UTC);

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "${x}${DAT}, ${x}${DAT}",
        "${date:yyyy-MM-dd}, 2026-03-01",
        "in/${date-1d:yyyy/MM/dd}/x, in/2026/02/28/x",
        "${date-1d:yyyyMMdd}-${date:yyyyMMdd}, 20260228-20260301",
        "${date:yy_M.d DDD MMM HH}, 26_3.1 060 Mar 05",
        "${date:20yy}, 2026",
        "${date-6h:dd HH}, 28 23",
        "${date+1w:dd}, 08",
        "${date-1M:MMM}, Feb",
        "${date+999y:yyyy}, 3025",
        "${date-9999d:yyyy-MM-dd}, 1998-10-15",
        "\\${date:yyyy}, \\${date:yyyy}",
    })
    void holdsDates(String text, String expected) {
        assertThat(DateText.fill(text, AT, UnaryOperator.identity())).isEqualTo(expected);
        assertThat(DateText.isIn(text)).isEqualTo(!text.equals(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${date}",
                "${date:}",
                "${Date:yyyy}",
                "${datebook}",
                "${date-1:yyyy}",
                "${date-1D:yyyy}",
                "${date-1000y:yyyy}",
                "${date-10000d:yyyy}",
                "${date:yyyy",
                "${date:YYYY}",
                "${date:yyy}",
                "${date:DD}",
                "${date:mm}",
                "${date:yyyy*}",
                "${date:yyyy'T'}",
                "${date:yyyy\u0000}",
            })
    void saysWhatIsWrongWithADate(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DateText.fill(text, AT, UnaryOperator.identity()))
                .withMessageMatching("expected .+ found \".+\"");
    }

    /** What is accepted when it is read must not fail at the time for which it is meant. */
    @Test
    void canBeFilledInAtAnyTime() {
        Random random = new Random(1);
        for (String zone : List.of("UTC", "Pacific/Apia", "America/Sao_Paulo", "Europe/Dublin")) {
            for (int i = 0; i < 300; i++) {
                ZonedDateTime time = Instant.ofEpochSecond(946_684_800L + (long) (random.nextDouble() * 6_311_433_600L))
                        .atZone(ZoneId.of(zone));
                for (String unit : List.of("-9999h", "+9999d", "-999w", "+13M", "-999y", "+1d")) {
                    String date = "a/${date" + unit + ":yyyy yy MM M MMM dd d DDD HH}/x";
                    assertThat(DateText.fill(date, time, UnaryOperator.identity()))
                            .matches(
                                    "a/[0-9]{4}( [0-9]{2}){2} [0-9]{1,2} [A-Z][a-z]{2} [0-9]{2} [0-9]{1,2} [0-9]{3} [0-9]{2}/x");
                }
            }
        }
    }

    @Test
    void aDateStandsForItselfInEverySyntax() {
        NameFilter regex = NameFilter.of(List.of("a-${date:dd.MM.yyyy}\\.csv"), List.of(), Syntax.REGEX, true, null);
        assertThat(regex.isDated()).isTrue();
        assertThat(regex.at(AT).matches(new RelativePath("a-01.03.2026.csv"))).isTrue();
        assertThat(regex.at(AT).matches(new RelativePath("a-01x03.2026.csv"))).isFalse();

        NameFilter exact = NameFilter.of(
                List.of("${date:yyyy/MM}/a.csv", "${date-1M:yyyy/MM}/a.csv"), List.of(), Syntax.EXACT, true, null);
        assertThat(exact.at(AT).exactPaths())
                .contains(List.of(new RelativePath("2026/03/a.csv"), new RelativePath("2026/02/a.csv")));

        NameFilter glob =
                NameFilter.of(List.of("{a,${date:yyyy/MM}}/*"), List.of("${date:yyyy/MM}/b"), Syntax.GLOB, true, null);
        assertThat(glob.at(AT).matches(new RelativePath("2026/03/c"))).isTrue();
        assertThat(glob.at(AT).matches(new RelativePath("2026/03/b"))).isFalse();
        assertThat(glob.at(AT).mayMatchBelow(new RelativePath("2026/02"))).isFalse();
        assertThat(glob.at(AT)).isEqualTo(glob);
    }
}
