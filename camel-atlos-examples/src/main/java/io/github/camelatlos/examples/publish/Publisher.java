package io.github.camelatlos.examples.publish;

import io.github.camelatlos.examples.map.AtomicFile;
import io.github.camelatlos.model.Incident;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the set from the whole list of incidents, each time anew: what became sensitive, was deleted, or is no longer allowed by the
 * rules is simply not in the next one. A list that breaks off makes no set at all, so that what is published stays.
 */
public final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private Path rules;
    private Path folder;
    private String atlos = "";
    private History history;
    private List<Feed.Entry> entries;

    /** The file that decides; read anew each time. */
    public void setRules(String file) {
        this.rules = Path.of(file);
    }

    /** Where the report and what is remembered are kept: not a folder that is published. */
    public void setFolder(String folder) {
        this.folder = Path.of(folder);
    }

    public void setAtlos(String url) {
        this.atlos = url.replaceAll("/+$", "") + "/";
    }

    /** The set, or null if it is the one that is published already. The report is written either way. */
    public synchronized PublishedSet prepare(Iterator<Incident> incidents) throws IOException, XMLStreamException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Rules read = Rules.read(rules);
        Screened screened = new Screening(read, now).screen(incidents);
        report(screened);
        history = History.read(folder.resolve("published.json"));
        entries = history.entries(screened.features(), now);
        SetWriter writer = new SetWriter(read, atlos);
        String name = PublishedSet.nameOf(writer.write(screened, "", List.of()));
        if (history.isPublished(name)) {
            return null;
        }
        LOG.info("To be published: {} incidents, {} held back, as {}", screened.features().size(), screened.heldBack().size(), name);
        return new PublishedSet(name, writer.write(screened, now.toString().substring(0, 10), entries));
    }

    /** To be called when the set is where its readers are. */
    public synchronized void done(PublishedSet set) throws IOException {
        history.write(set.name(), entries);
    }

    private void report(Screened screened) throws IOException {
        AtomicFile report = new AtomicFile();
        report.setPath(folder.resolve("report.txt").toString());
        report.write(screened.report().getBytes(StandardCharsets.UTF_8));
    }
}
