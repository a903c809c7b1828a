package io.github.camelatlos.examples.map;

import static io.github.camelatlos.examples.map.InventedIncidents.attribute;
import static io.github.camelatlos.examples.map.InventedIncidents.place;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in a real browser, with what people do and what data does to it. */
class MapPageTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static Browser browser;
    private static PageHost host;

    private final InventedIncidents invented = new InventedIncidents();
    private final IncidentMap map = new IncidentMap();

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.open();
        host = new PageHost();
    }

    @AfterAll
    static void close() {
        List.<AutoCloseable>of(browser == null ? () -> { } : browser, host == null ? () -> { } : host).forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @BeforeEach
    void begin() {
        map.setAttributes("Weapon");
        map.setDescription(true);
        MapPage page = host.show(map);
        page.setTiles("");
        page.setEmbedIn("");
        browser.size(1400, 860);
        browser.dark(false);
        browser.get("about:blank");
        browser.complaints();
    }

    // ---- filters

    @Test
    void eachFilterNarrowsAndItsCountsSayWhatItWouldShow() {
        some();
        look("");
        for (List<String> each : List.of(List.of("status", "Completed"), List.of("tag", "school"), List.of("tag", "[Unset]"), List.of("a.Weapon", "Drone"))) {
            int promised = browser.count(each.get(0), each.get(1));
            browser.option(each.get(0), each.get(1)).click();
            assertThat(browser.number("shown")).as("%s", each).isEqualTo(promised).isPositive().isLessThan(300);
            browser.byId("clear").click();
            assertThat(browser.number("shown")).isEqualTo(300);
        }
        // Within one filter any will do; between filters all must agree; the counts know both.
        browser.option("status", "Completed").click();
        browser.option("status", "To Do").click();
        int promised = browser.count("tag", "school");
        browser.option("tag", "school").click();
        assertThat(browser.number("shown")).isEqualTo(promised).isEqualTo(browser.count("status", "Completed") + browser.count("status", "To Do"));
        assertThat(inMarkers()).isEqualTo(promised);
        assertThat(browser.number("list-count")).isEqualTo(promised);
    }

    @Test
    void sensitiveOnesCanBeFilteredWhereTheyAreShown() {
        map.setSensitive(true);
        add(json -> json.putArray("attr_sensitive").add("Graphic Violence"));
        add(json -> { });
        look("");
        browser.option("sensitive", "Graphic Violence").click();
        assertThat(browser.number("shown")).isEqualTo(1);
    }

    @Test
    void wordsAndSlugsAreFoundInWhateverScript() {
        add(json -> json.put("slug", "INV-QX7Z2M"));
        add(json -> json.put("attr_description", "قصف مبنى قرب السوق 🏚️"));
        add(json -> json.put("attr_description", "Ein Schlag auf das KRANKENHAUS"));
        look("");
        for (Map.Entry<String, Integer> each : Map.of("qx7", 1, "السوق", 1, "🏚️", 1, "krankenhaus schlag", 1, "inv", 3, "nothing such", 0).entrySet()) {
            browser.run("const box = document.getElementById('search'); box.value = arguments[0]; box.dispatchEvent(new Event('input'));", each.getKey());
            assertThat(browser.number("shown")).as(each.getKey()).isEqualTo(each.getValue());
        }
        assertThat(browser.byId("list-empty").isDisplayed()).isEqualTo(browser.number("shown") == 0);
    }

    @Test
    void descriptionsThatStayInAtlosAreNotFound() {
        map.setDescription(false);
        add(json -> json.put("attr_description", "What a witness said"));
        look("#q=witness");
        assertThat(browser.number("shown")).isZero();
        assertThat(browser.driver().getPageSource()).doesNotContain("What a witness");
    }

    // ---- time

    @Test
    void theSliderAndTheDatesAreOneFilter() {
        some();
        look("");
        browser.byId("time-from").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(browser.number("shown")).isPositive().isLessThan(300);
        String from = browser.byId("from").getDomProperty("value");
        assertThat(browser.byId("time-from").getDomAttribute("aria-valuetext")).isEqualTo(from).startsWith("2025-");
        assertThat(browser.text("undated")).endsWith("without a date left out");
        await().atMost(LONG).until(() -> browser.driver().getCurrentUrl().contains("from=" + from));

        browser.run("const to = document.getElementById('to'); to.value = '2025-06-30'; to.dispatchEvent(new Event('change'));");
        long expected = listed().stream().filter(date -> date.compareTo(from) >= 0 && date.compareTo("2025-06-30") <= 0).count();
        assertThat(browser.number("shown")).isGreaterThanOrEqualTo((int) expected);
        assertThat(listed()).allMatch(date -> date.compareTo(from) >= 0 && date.compareTo("2025-06-30") <= 0);
    }

    @Test
    void playMovesThroughTimeAndStopsAtItsEnd() {
        IntStream.range(0, 12).forEach(month -> add(json -> json.put("attr_date", "2025-%02d-15".formatted(month + 1))));
        look("");
        browser.byId("play").click();
        String first = browser.byId("from").getDomProperty("value");
        await().atMost(LONG).until(() -> browser.byId("from").getDomProperty("value").compareTo(first) > 0);
        browser.byId("play").click();
        String stopped = browser.byId("from").getDomProperty("value");
        assertThat(browser.text("play")).isEqualTo("Play");
        assertThat(browser.byId("from").getDomProperty("value")).isEqualTo(stopped);
    }

    // ---- the address

    @Test
    void aLinkShowsWhatISee() {
        some();
        look("");
        browser.option("status", "Completed").click();
        browser.option("tag", "school").click();
        browser.run("const box = document.getElementById('search'); box.value = 'market'; box.dispatchEvent(new Event('input'));");
        browser.run("const from = document.getElementById('from'); from.value = '2025-02-01'; from.dispatchEvent(new Event('change'));");
        int shown = browser.number("shown");
        await().atMost(LONG).until(() -> browser.driver().getCurrentUrl().contains("from=2025-02-01"));
        String link = browser.driver().getCurrentUrl();
        assertThat(link).contains("status=Completed", "tag=school", "q=market", "at=");

        look(link.substring(link.indexOf('#')));
        assertThat(browser.number("shown")).isEqualTo(shown);
        assertThat(browser.option("status", "Completed").isSelected() && browser.option("tag", "school").isSelected()).isTrue();
        assertThat(browser.byId("search").getDomProperty("value")).isEqualTo("market");
        assertThat(browser.byId("from").getDomProperty("value")).isEqualTo("2025-02-01");
    }

    @Test
    void aLinkOpensACardWhereItIs() {
        some();
        String slug = map.features().get(7).path("properties").path("slug").asText();
        look("#open=" + slug);
        await().atMost(LONG).until(() -> browser.byId("card").isDisplayed() && browser.text("card-title").equals(slug));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#at=NaN/1/1", "#at=5/999/1", "#from=yesterday", "#status=Nobody+has+this", "#open=<img src=x>", "#%E0%A4%A", "#a.__proto__=1"})
    void aLinkThatIsWrongBreaksNothing(String link) {
        some();
        look(link);
        assertThat(browser.number("shown")).isEqualTo(link.startsWith("#status") ? 0 : 300);
        if (browser.byId("clear").isDisplayed()) {
            browser.byId("clear").click();
        }
        assertThat(browser.number("shown")).isEqualTo(300);
        assertThat(browser.complaints()).isEmpty();
    }

    // ---- who reads and moves otherwise

    @Test
    void byKeyboardFiltersAndListComeBeforeTheMarkers() {
        some();
        look("");
        browser.tabTo("#search", 3);
        browser.tabTo("[data-facet='status'] input", 3);
        browser.key(Keys.SPACE);
        assertThat(browser.number("shown")).isLessThan(300);
        assertThat((Boolean) browser.run("return document.activeElement.matches('[data-facet] input')")).as("the focus stays").isTrue();
        browser.tabTo("#list button", 40);
        String slug = (String) browser.run("return document.activeElement.dataset.slug");
        assertThat((Boolean) browser.run("""
                const marker = document.querySelector('.marker');
                return Boolean(document.activeElement.compareDocumentPosition(marker) & Node.DOCUMENT_POSITION_FOLLOWING);""")).isTrue();
        browser.key(Keys.ENTER);
        assertThat(browser.text("card-title")).isEqualTo(slug);
        assertThat((Boolean) browser.run("return document.activeElement.id === 'card-title'")).as("the card is read").isTrue();
        browser.key(Keys.ESCAPE);
        assertThat(browser.byId("card").isDisplayed()).isFalse();
        assertThat(browser.run("return document.activeElement.dataset.slug")).as("and the focus is back").isEqualTo(slug);
    }

    @Test
    void aMarkerOpensWithEnter() {
        add(json -> json.put("slug", "INV-ALONE"));
        look("");
        browser.run("document.querySelector('.marker').focus()");
        browser.key(Keys.ENTER);
        assertThat(browser.text("card-title")).isEqualTo("INV-ALONE");
    }

    @Test
    void axeFindsNothingSerious() throws IOException {
        some();
        for (boolean dark : new boolean[] {false, true}) {
            browser.dark(dark);
            for (String form : List.of("", "#status=Completed&open=" + map.features().get(7).path("properties").path("slug").asText())) {
                look(form);
                await().atMost(LONG).until(() -> landIsDrawn());
                assertThat(serious()).as("dark %s, %s", dark, form).isEmpty();
                browser.picture("map" + (dark ? "-dark" : "") + (form.isEmpty() ? "" : "-card"));
            }
        }
    }

    @Test
    void onAPhoneNothingIsCutOff() throws IOException {
        some();
        browser.size(390, 844);
        look("");
        await().atMost(LONG).until(() -> landIsDrawn());
        browser.picture("phone");
        assertThat(((Number) browser.run("return document.documentElement.scrollWidth")).intValue()).isLessThanOrEqualTo(390);
        assertThat(serious()).isEmpty();
        browser.all("#list button").get(0).click();
        browser.run("document.querySelector('main').scrollIntoView()");
        browser.picture("phone-card");
        assertThat((Boolean) browser.run("""
                const box = document.getElementById('card').getBoundingClientRect();
                return box.left >= 0 && box.right <= 390 && box.bottom <= innerHeight;""")).isTrue();
    }

    @Test
    void inTheDarkPageAndMapAreDark() {
        some();
        look("#at=2.5/20/10");
        await().atMost(LONG).until(() -> landIsDrawn());
        Object tiles = tilesWithLand();
        browser.dark(true);
        for (String id : List.of("body", "#map")) {
            String colour = (String) browser.run("return getComputedStyle(document.querySelector(arguments[0])).backgroundColor", id);
            assertThat(List.of(colour.replaceAll("[^0-9,]", "").split(","))).as(id).allMatch(part -> Integer.parseInt(part) < 60);
        }
        await().atMost(LONG).until(() -> landIsDrawn());
        assertThat(tilesWithLand()).as("all of it is drawn anew, between two whole zooms too").isEqualTo(tiles);
        assertThat((Boolean) browser.run("""
                return [...document.querySelectorAll('canvas.leaflet-tile')].every(tile =>
                  ![...tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data].some((part, i) => i % 4 < 3 && part > 160));""")).isTrue();
    }

    @Test
    void onPaperThereAreTheMapWhatWasChosenAndTheList() throws IOException {
        some();
        browser.dark(true);
        look("#status=Completed&tag=school");
        await().atMost(LONG).until(() -> landIsDrawn());
        int shown = browser.number("shown");
        List<String> slugs = browser.all("#list .slug").stream().map(WebElement::getText).toList();
        assertThat(slugs).hasSize(shown);
        try (PDDocument paper = browser.print("print")) {
            String text = new PDFTextStripper().getText(paper);
            assertThat(text).contains("Invented project", shown + " of 300 on the map", "Completed", "school").contains(slugs);
            assertThat(text).as("nothing to click on").doesNotContain("Play", "Clear all filters", "only what the map", "Live.");
            assertThat(text).as("what was not chosen in").doesNotContain("Weapon", "Artillery");
            BufferedImage page = new PDFRenderer(paper).renderImageWithDPI(0, 96);
            Map<Integer, Long> colours = IntStream.range(0, page.getWidth() * page.getHeight()).boxed()
                    .collect(groupingBy(i -> page.getRGB(i % page.getWidth(), i / page.getWidth()) & 0xFFFFFF, counting()));
            assertThat(colours.getOrDefault(0xDFE9EE, 0L)).as("sea, as on a light page").isGreaterThan(20_000);
            assertThat(colours.getOrDefault(0xFBFAF6, 0L)).as("land").isGreaterThan(20_000);
            assertThat(colours.getOrDefault(0x2C8060, 0L)).as("incidents, in their colour").isGreaterThan(100);
        }
        assertThat(browser.number("shown")).as("and the screen is as it was").isEqualTo(shown);
        assertThat(browser.run("return getComputedStyle(document.documentElement).getPropertyValue('--land')")).isEqualTo("#262d32");
        assertThat(browser.byId("play").isDisplayed()).isTrue();
    }

    @Test
    void aLongListOnPaperSaysWhatIsMissing() throws IOException {
        IntStream.range(0, 520).forEach(i -> map.put(invented.any()));
        look("");
        try (PDDocument paper = browser.print("print-long")) {
            String text = new PDFTextStripper().getText(paper);
            assertThat(text).contains("20 more are not on this paper");
            assertThat(text.lines().filter(line -> line.matches("INV-\\d{5}.*")).count()).isEqualTo(500);
        }
    }

    // ---- what data does

    @Test
    void textIsTextWhateverItSays() {
        String attack = "<img src=x onerror=\"document.title='owned'\">";
        add(json -> {
            json.put("slug", "INV-<b>X</b>").put("attr_description", attack).put("attr_status", attack).put("attr_date", attack);
            json.putArray("attr_tags").add(attack).add("__proto__").add("مدرسة");
            attribute(json, "Weapon", attack);
        });
        add(json -> { });
        look("#open=" + "INV-<b>X</b>");
        await().atMost(LONG).until(() -> browser.byId("card").isDisplayed());
        assertThat(browser.text("card-content")).contains(attack, "__proto__", "مدرسة");
        assertThat(browser.all("img[src=x], #card b, #list b, #facets b")).isEmpty();
        assertThat(browser.driver().getTitle()).isEqualTo("Incidents on a map");
        assertThat(browser.run("return document.querySelector('#card a').href").toString())
                .startsWith("https://platform.atlos.org/incidents/INV-").doesNotContain("<");
        browser.option("tag", "__proto__").click();
        assertThat(browser.number("shown")).isEqualTo(1);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void whatHasNoUsablePlaceIsCountedWithTheReason() {
        add(json -> json.putNull("attr_geolocation"));
        add(json -> place(json, 48.5, 135.1));
        add(json -> json.putArray("attr_sensitive").add("Graphic Violence"));
        add(json -> { });
        look("");
        assertThat(browser.number("shown")).isEqualTo(1);
        assertThat(browser.number("withheld")).isEqualTo(3);
        assertThat(browser.text("reasons")).contains("Marked sensitive", "Without a place", "swapped?");
    }

    @Test
    void aroundTheAntimeridianTheMapStaysNear() throws IOException {
        add(json -> place(json, 179.5, -17));
        add(json -> place(json, -179.2, -18));
        look("");
        browser.picture("antimeridian");
        await().atMost(LONG).until(() -> landIsDrawn());
        assertThat(inView()).isEqualTo(2);
        assertThat(((Number) browser.run("return Number(new URLSearchParams(location.hash.slice(1)).get('at')?.split('/')[0] ?? 9)")).doubleValue())
                .as("zoomed in on Fiji, not out to the world").isGreaterThan(6);
    }

    /** Land that reaches across 180° is cut there in the data: no coast of that length is to be seen. */
    @Test
    void noLineIsDrawnWhereLandWasCutInTwo() throws IOException {
        add(json -> place(json, 179.9, -16.85));
        look("#at=11/-16.8/180");
        await().atMost(LONG).until(() -> landIsDrawn());
        browser.picture("seam");
        // Along 180° through Taveuni, where the line of degrees is nearly as light as the land.
        Number coast = (Number) browser.run("""
                return [...document.querySelectorAll('canvas.leaflet-tile')].reduce((sum, tile) => {
                  const { width, height } = tile;
                  const data = tile.getContext('2d').getImageData(0, 0, width, height).data;
                  const dark = (x, y) => data[4 * (y * width + x) + 3] > 100 && data[4 * (y * width + x) + 2] < 225;
                  const rows = [...Array(height).keys()];
                  return sum + Math.max(...[0, 1, width - 2, width - 1].map(x => rows.filter(y => dark(x, y)).length));
                }, 0);""");
        assertThat(coast.intValue()).isLessThan(60);
    }

    @Test
    void theFirstViewHoldsEveryIncidentHoweverNarrow() {
        some();
        for (int width : new int[] {1400, 390}) {
            browser.size(width, 844);
            look("");
            await().atMost(LONG).until(() -> landIsDrawn());
            assertThat(markersInView()).as("%d wide", width).isEqualTo(300);
        }
    }

    @Test
    void fiveThousandInOnePointAreOneMarkerThatLists() throws IOException {
        IntStream.range(0, 5000).forEach(i -> add(json -> place(json, 36.2, 49.9)));
        look("#at=14/49.9/36.2");
        assertThat(browser.all(".marker")).hasSize(1);
        browser.all(".marker").get(0).click();
        assertThat(browser.text("card-title")).isEqualTo("5,000 incidents here");
        assertThat(browser.all("#card .row")).hasSize(50);
        assertThat(browser.text("card-content")).contains("4,950 more");
        browser.picture("five-thousand");
    }

    @Test
    void aProjectWithoutIncidentsSaysSo() {
        look("");
        await().atMost(LONG).until(() -> browser.text("state").startsWith("Waiting for the first incidents"));
        assertThat(browser.byId("time").isDisplayed()).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aTileServerThatIsDownLeavesTheMapThatIsAlwaysThere() throws IOException {
        some();
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        host.show(map).setTiles("http://127.0.0.1:" + nobody + "/{z}/{x}/{y}.png");
        look("");
        await().atMost(LONG).until(() -> browser.text("tiles").contains("cannot be loaded"));
        await().atMost(LONG).until(() -> landIsDrawn());
    }

    @Test
    void nothingComesFromElsewhereAndTheLandIsDrawn() {
        some();
        look("#at=9/49.9/36.2");
        await().atMost(LONG).until(() -> landIsDrawn());
        assertThat((List<?>) browser.run("return performance.getEntriesByType('resource').map(e => e.name)"
                + ".filter(name => !name.startsWith(location.origin + '/') && !name.startsWith('data:'))")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void insideAnotherPageOnlyTheMapIsThere() throws IOException {
        some();
        look("embed.html", "");
        assertThat(browser.driver().getPageSource()).contains("Not here.");
        host.show(map).setEmbedIn("https://news.example.org");
        look("embed.html", "#status=Completed");
        assertThat(browser.byId("filters").isDisplayed()).isFalse();
        assertThat(inMarkers()).isPositive().isLessThan(300);
        assertThat(serious()).isEmpty();
        browser.picture("embedded");
    }

    /** The times are told, not judged: another machine has others. */
    @Test
    @Tag("long")
    void twentyThousandAreShown() throws IOException {
        IntStream.range(0, 20_000).forEach(i -> map.put(invented.any()));
        map.geoJson();
        look("");
        assertThat(browser.number("shown")).isEqualTo(20_000);
        String first = browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime.toFixed(0)"
                + " + ' ms first paint, markers after ' + performance.getEntriesByName('filter')[0].startTime.toFixed(0)").toString();
        browser.picture("twenty-thousand");
        browser.run("performance.clearMeasures()");
        for (int i = 0; i < 3; i++) {
            browser.option("status", "Completed").click();
            browser.option("tag", "school").click();
            browser.byId("time-from").sendKeys(Keys.ARROW_RIGHT);
            browser.byId("clear").click();
        }
        assertThat(browser.number("shown")).isEqualTo(20_000);
        System.out.println("20,000 incidents: " + first + " ms; filtering took "
                + browser.run("return performance.getEntriesByName('filter').map(e => e.duration.toFixed(0)).join(', ')") + " ms");
    }

    // ----

    private void some() {
        IntStream.range(0, 300).forEach(i -> map.put(invented.any()));
    }

    private void add(Consumer<ObjectNode> change) {
        map.put(invented.one(change));
    }

    private void look(String fragment) {
        look("", fragment);
    }

    /** Until what there is has been told. */
    private void look(String name, String fragment) {
        browser.get(host.url() + name + fragment);
        if (!browser.driver().getPageSource().contains("Not here.")) {
            await().atMost(LONG).until(() -> (Boolean) browser.run("return performance.getEntriesByName('filter').length > 0"));
        }
    }

    private static Set<String> serious() {
        return new AxeBuilder().analyze(browser.driver()).getViolations().stream()
                .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact())).map(MapPageTest::told)
                .collect(toSet());
    }

    private static String told(Rule rule) {
        return rule.getId() + ": " + rule.getNodes().stream().limit(3).map(node -> node.getHtml() + " " + node.getAny()).toList();
    }

    private static List<String> listed() {
        return browser.all("#list .date").stream().map(each -> each.getText()).toList();
    }

    /** How many incidents the markers stand for: a ring says its number, a dot is one. */
    private static int inMarkers() {
        return ((Number) browser.run("return [...document.querySelectorAll('.marker')].reduce((sum, one) => sum + (Number(one.textContent) || 1), 0);")).intValue();
    }

    private static int inView() {
        return ((Number) browser.run("""
                const map = document.getElementById('map').getBoundingClientRect();
                return [...document.querySelectorAll('.marker')].filter(marker => {
                  const box = marker.getBoundingClientRect();
                  return box.left >= map.left && box.right <= map.right && box.top >= map.top && box.bottom <= map.bottom;
                }).length;""")).intValue();
    }

    /** How many incidents the markers in view stand for. */
    private static int markersInView() {
        return ((Number) browser.run("""
                const map = document.getElementById('map').getBoundingClientRect();
                return [...document.querySelectorAll('.marker')].filter(marker => {
                  const box = marker.getBoundingClientRect();
                  return box.left + box.width / 2 >= map.left && box.left + box.width / 2 <= map.right;
                }).reduce((sum, one) => sum + (Number(one.textContent) || 1), 0);""")).intValue();
    }

    private static Object tilesWithLand() {
        return browser.run("""
                return [...document.querySelectorAll('canvas.leaflet-tile')].filter(tile =>
                  new Uint32Array(tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data.buffer).some(pixel => pixel > 0)).length;""");
    }

    /** All of what is in view, and some of it is no sea. */
    private static boolean landIsDrawn() {
        return (Boolean) browser.run("""
                const tiles = [...document.querySelectorAll('canvas.leaflet-tile')];
                return tiles.length > 0 && tiles.every(tile => tile.matches('.leaflet-tile-loaded')) && tiles.some(tile =>
                  new Uint32Array(tile.getContext('2d').getImageData(0, 0, tile.width, tile.height).data.buffer).some(pixel => pixel > 0));""");
    }
}
