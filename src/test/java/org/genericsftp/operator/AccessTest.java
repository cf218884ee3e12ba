package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final Access LOOPBACK =
            new Access("the-token", InetAddress.getLoopbackAddress(), Set.of("Sftp.example.net"));

    private static Headers headers(String... namesAndValues) {
        Headers headers = new Headers();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /** Null where it is let in. */
    private static String ofName(Headers headers) {
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> LOOPBACK.requireOwnName(headers));
        return problem == null ? null : problem.code();
    }

    private static String ofOrigin(boolean isForPage, Headers headers) {
        HttpProblem problem =
                catchThrowableOfType(HttpProblem.class, () -> LOOPBACK.requireOwnOrigin(headers, isForPage));
        return problem == null ? null : problem.code();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST:8080",
                "127.0.0.1:8080",
                "[::1]:8080",
                "[::1]",
                "192.168.1.7",
                "sftp.example.net:8443"
            })
    void isCalledByItsOwnNames(String host) {
        assertThat(ofName(headers("Host", host))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.example:8080",
                "localhost:8080:8080",
                "[evil]",
                ""
            })
    void turnsAwayWhatCallsItByAnotherName(String host) {
        assertThat(ofName(headers("Host", host))).isEqualTo("FOREIGN_HOST");
    }

    @Test
    void turnsAwayWhatCallsItByNoNameOrTwo() {
        assertThat(ofName(headers())).isEqualTo("FOREIGN_HOST");
        assertThat(ofName(headers("Host", "localhost", "Host", "localhost"))).isEqualTo("FOREIGN_HOST");
    }

    @Test
    void letsItsOwnPageAndProgramsIn() {
        assertThat(ofOrigin(false, headers("Host", "localhost:8080"))).isNull();
        assertThat(ofOrigin(
                        false,
                        headers(
                                "Host", "localhost:8080",
                                "Origin", "http://localhost:8080",
                                "Sec-Fetch-Site", "same-origin")))
                .isNull();
        assertThat(ofOrigin(false, headers("Host", "sftp.example.net", "Origin", "https://sftp.example.net")))
                .isNull();
        assertThat(ofOrigin(false, headers("Host", "localhost", "Sec-Fetch-Site", "none")))
                .isNull();
    }

    @Test
    void turnsAwayWhatAnotherSiteAsks() {
        assertThat(ofOrigin(false, headers("Host", "localhost:8080", "Origin", "http://localhost:8081")))
                .isEqualTo("FOREIGN_ORIGIN");
        assertThat(ofOrigin(false, headers("Host", "localhost:8080", "Origin", "null")))
                .isEqualTo("FOREIGN_ORIGIN");
        for (String site : new String[] {"cross-site", "same-site"}) {
            assertThat(ofOrigin(false, headers("Host", "localhost", "Sec-Fetch-Site", site)))
                    .isEqualTo("FOREIGN_ORIGIN");
            assertThat(ofOrigin(
                            true, headers("Host", "localhost", "Sec-Fetch-Site", site, "Sec-Fetch-Mode", "no-cors")))
                    .isEqualTo("FOREIGN_ORIGIN");
        }
    }

    @Test
    void letsALinkFromAnotherSiteLeadToThePageOnly() {
        Headers followed = headers("Host", "localhost", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");

        assertThat(ofOrigin(true, followed)).isNull();
        assertThat(ofOrigin(false, followed)).isEqualTo("FOREIGN_ORIGIN");
    }

    private static Integer ofToken(Access access, boolean toRead, String... namesAndValues) {
        Headers headers = headers(namesAndValues);
        HttpProblem problem = catchThrowableOfType(HttpProblem.class, () -> {
            if (toRead) {
                access.requireReader(headers, InetAddress.getLoopbackAddress());
            } else {
                access.requireToken(headers, InetAddress.getLoopbackAddress());
            }
        });
        return problem == null ? null : problem.status();
    }

    @Test
    void needsTheTokenForChanges() {
        assertThat(ofToken(LOOPBACK, false, "Authorization", "Bearer the-token"))
                .isNull();
        assertThat(ofToken(LOOPBACK, false, "Authorization", "bearer  the-token "))
                .isNull();
        assertThat(ofToken(LOOPBACK, false)).isEqualTo(401);
        assertThat(ofToken(LOOPBACK, false, "Authorization", "Bearer the-toke")).isEqualTo(401);
        assertThat(ofToken(LOOPBACK, false, "Authorization", "Bearer ")).isEqualTo(401);
        assertThat(ofToken(LOOPBACK, false, "Authorization", "Basic the-token")).isEqualTo(401);
    }

    @Test
    void needsTheTokenForReadingWhereOthersReachIt() throws Exception {
        Access open = new Access("the-token", InetAddress.getByName("0.0.0.0"), Set.of());

        assertThat(ofToken(LOOPBACK, true)).isNull();
        assertThat(ofToken(open, true)).isEqualTo(401);
        assertThat(ofToken(open, true, "Authorization", "Bearer the-token")).isNull();
    }
}
