package io.github.camelatlos.examples.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.github.camelatlos.examples.map.Browser;
import io.github.camelatlos.examples.map.PageFiles;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published page in a real browser: opened from disk, and from a server that has the set in a folder of its own. */
class PublishedPageTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static Browser browser;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void itWorksFromADisk() throws Exception {
        PublicFolder published = new PublicFolder();
        published.setPath(folder.resolve("public").toString());
        published.replace(new Sets(folder).of(200, "grid.km = 10", "tags = *", "attributes = Weapon", "description = true", "sources = url", "atlos.link = true"));
        browser.get(folder.resolve("public/index.html").toUri() + "#tag=school");
        worksWithout(200);
        browser.picture("published-from-disk");
        browser.get(folder.resolve("public/embed.html").toUri() + "#status=Completed");
        await().atMost(LONG).until(() -> !browser.all(".marker").isEmpty());
        assertThat(browser.byId("filters").isDisplayed()).isFalse();
    }

    @Test
    void itWorksWhereThePagesLeadIntoTheFolderOfTheSet() throws Exception {
        PublishedSet set = new Sets(folder).of(200, "grid.km = 0", "tags = *");
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath().substring(1);
            String inSet = path.startsWith(set.name() + "/") ? path.substring(set.name().length() + 1) : null;
            byte[] bytes = inSet != null ? set.bytes(inSet) : set.front().contains(path) ? set.frontBytes(path) : null;
            exchange.getResponseHeaders().set("Content-Type", PageFiles.type(path));
            exchange.sendResponseHeaders(bytes == null ? 404 : 200, bytes == null ? -1 : bytes.length);
            if (bytes != null) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/index.html";
            browser.get(url + "#tag=school");
            worksWithout(200);
            browser.option("status", "Completed").click();
            await().atMost(LONG).until(() -> browser.driver().getCurrentUrl().contains("status=Completed"));
            assertThat(browser.driver().getCurrentUrl()).as("a link to this goes on working with the next set").startsWith(url + "#");
        } finally {
            server.stop(0);
        }
    }

    private static void worksWithout(int all) {
        await().atMost(LONG).until(() -> (Boolean) browser.run("return performance.getEntriesByName('filter').length > 0"));
        assertThat(browser.number("shown")).isPositive().isLessThan(all).isEqualTo(browser.count("tag", "school"));
        await().atMost(LONG).until(() -> (Boolean) browser.run("return [...document.querySelectorAll('canvas.leaflet-tile')].some(tile =>"
                + " new Uint8Array(tile.getContext('2d').getImageData(0, 0, 256, 256).data.buffer).some(byte => byte > 0))"));
        assertThat(browser.text("state")).startsWith("Published 20");
        assertThat(browser.byId("changes").isDisplayed()).isFalse();
        assertThat(browser.complaints()).isEqualTo(List.of());
    }

    @Test
    void thePageItselfIsSmall() throws Exception {
        PageFiles page = new PageFiles();
        long own = 0;
        for (String name : page.names().filter(name -> !name.startsWith("base/")).toList()) {
            own += page.bytes(name).orElseThrow().length;
        }
        long base = 0;
        for (String name : page.names().filter(name -> name.startsWith("base/")).toList()) {
            base += page.bytes(name).orElseThrow().length;
        }
        System.out.println("The page: " + own + " bytes, its map " + base);
        assertThat(own).isLessThan(400_000);
        assertThat(base).isLessThan(10_000_000);
        assertThat(new String(page.bytes("index.html").orElseThrow()) + Files.readString(Path.of("map/page/page.js")))
                .doesNotContain("innerHTML", "style=", "onclick", "unsafe-inline");
    }
}
