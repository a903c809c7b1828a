package io.github.camelatlos.examples.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Fetches a source: bounded in size and time, and from the open web only, at every redirect. What is not in YAML's power, and
 * why this is Java: a limit for the whole of it, and connecting to the very address that was checked.
 */
public final class Fetcher {

    private static final int MOST_REDIRECTS = 5;

    private final DnsResolver open;
    private Set<String> allowed = Set.of();
    private long maxBytes = 2_000_000_000L;
    private int maxSeconds = 600;
    private int idleSeconds = 30;
    private Path copies;
    private boolean asIs;
    private String userAgent = "camel-atlos archive";

    public Fetcher() {
        this(new PublicWeb(SystemDefaultDnsResolver.INSTANCE));
    }

    Fetcher(DnsResolver open) {
        this.open = open;
    }

    /** Origins such as {@code http://10.0.0.7:8080}, comma-separated, that are fetched from although they are not public. */
    public void setAllowed(String origins) {
        allowed = Arrays.stream(origins.split(",")).map(String::strip).filter(text -> !text.isEmpty()).map(Fetcher::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The default is what Atlos takes. */
    public void setMaxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** For all of it, from the first connection to the last byte. */
    public void setMaxSeconds(int maxSeconds) {
        this.maxSeconds = maxSeconds;
    }

    /** Without a byte. */
    public void setIdleSeconds(int idleSeconds) {
        this.idleSeconds = idleSeconds;
    }

    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }

    /** Where the answers go as they came in, for a WARC; without it only the files are kept. */
    public void setCopies(String folder) throws IOException {
        copies = folder.isBlank() ? null : Files.createDirectories(Path.of(folder));
        if (copies == null) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(copies, Answer.NAMES)) {
            // Of a run that was killed; each worker has a folder of its own.
            for (Path each : left) {
                Files.delete(each);
            }
        }
    }

    /** Bytes are bytes: nothing is unpacked, and an empty file is one. */
    public void setAsIs(boolean asIs) {
        this.asIs = asIs;
    }

    /** The file, about to come in: whoever reads it closes it. */
    public Download fetch(String url) throws IOException {
        Deadline deadline = new Deadline(maxSeconds);
        List<Exchange> before = new ArrayList<>();
        try {
            WebUrl at = WebUrl.of(url);
            OneRequest client = new OneRequest(userAgent, Math.min(idleSeconds, maxSeconds));
            for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
                Exchange exchange = new Exchange(at.toString(), copies);
                before.add(exchange);
                Download answer = client.get(at, exchange, allowed.contains(at.origin()) ? SystemDefaultDnsResolver.INSTANCE : open, deadline);
                WebUrl next = next(answer, before);
                if (next == null) {
                    return answer;
                }
                at = next;
            }
            throw new NotFetched("too many redirects");
        } catch (IOException e) {
            deadline.close();
            forget(before);
            throw deadline.explain(e);
        }
    }

    /** When what was sent and received for it is needed no more. */
    public void forget(Download page) throws IOException {
        if (page != null) {
            page.close();
            forget(page.exchanges());
        }
    }

    private static void forget(List<Exchange> exchanges) throws IOException {
        for (Exchange each : exchanges) {
            each.close();
        }
    }

    /** Where it goes on, or null if this is the file. */
    private WebUrl next(Download answer, List<Exchange> before) throws NotFetched {
        try {
            WebUrl next = answer.redirect();
            if (next == null) {
                answer.checked(maxBytes, asIs, before.subList(0, before.size() - 1));
                return null;
            }
            answer.readRedirect();
            answer.drop();
            return next;
        } catch (NotFetched e) {
            answer.drop();
            throw e;
        }
    }

    private static String origin(String text) {
        try {
            return WebUrl.of(text).origin();
        } catch (NotFetched e) {
            throw new IllegalArgumentException("archive.allowed holds something else than an origin such as http://10.0.0.7:8080", e);
        }
    }
}
