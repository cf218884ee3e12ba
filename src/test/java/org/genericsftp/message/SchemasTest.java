package org.genericsftp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasTest {

    @Test
    void fetchNothingFromTheNetwork() throws Exception {
        AtomicInteger visits = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            visits.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        try {
            Schemas schemas =
                    referringTo("http://127.0.0.1:" + server.getAddress().getPort() + "/other.json");

            assertThatThrownBy(() -> schemas.check("Any", SchemaFolder.json("{}")))
                    .hasMessageContaining("not allowed");
            assertThat(visits).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void readNoFile(@TempDir Path folder) throws Exception {
        Path other = Files.writeString(folder.resolve("other.json"), "{}");

        assertThatThrownBy(() -> referringTo(other.toUri().toString()).check("Any", SchemaFolder.json("{}")))
                .hasMessageContaining("not allowed");
        assertThatThrownBy(() -> referringTo("classpath:/messages-schema/schemas/v1/FileRequest.schema.json")
                        .check("Any", SchemaFolder.json("{}")))
                .hasMessageContaining("not allowed");
    }

    @Test
    void sayWhichSchemaIsMissing() {
        Schemas schemas = new Schemas(file -> null);

        assertThatThrownBy(() -> schemas.load("FileRequest")).hasStackTraceContaining("FileRequest.schema.json");
    }

    @Test
    void areAllPackedAndWhole() {
        Schemas schemas = new Schemas();

        assertThat(SchemaFolder.schemas()).hasSize(14).allSatisfy(schema -> {
            schemas.load(SchemaFolder.type(schema));
            assertThat(SchemaFolder.json(schema).path("$id").asString())
                    .isEqualTo("https://genericsftp.org/schemas/v1/" + schema.getFileName());
        });
    }

    private static Schemas referringTo(String other) {
        String schema = "{\"$ref\": \"" + other + "\"}";
        return new Schemas(file -> new ByteArrayInputStream(schema.getBytes(UTF_8)));
    }
}
