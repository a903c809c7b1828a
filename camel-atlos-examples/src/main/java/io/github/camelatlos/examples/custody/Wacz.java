package io.github.camelatlos.examples.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.netpreserve.jwarc.WaczWriter;

/** {@code Wacz FOLDER DAY OUT.wacz}: the WARC files of a day as one package (WACZ 1.1.1), for players such as ReplayWeb.page. */
public final class Wacz {

    private Wacz() {
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("Wacz FOLDER DAY OUT.wacz");
            System.exit(2);
        }
        write(Path.of(args[0]), LocalDate.parse(args[1]), Path.of(args[2]));
    }

    static void write(Path archive, LocalDate day, Path out) throws IOException {
        List<Path> warcs;
        try (Stream<Path> all = Files.list(archive.resolve("warc"))) {
            warcs = all.filter(each -> each.getFileName().toString().contains("-" + day + "-")).sorted().toList();
        }
        if (warcs.isEmpty()) {
            throw new IOException("There is no WARC of " + day + " in " + archive);
        }
        try (WaczWriter writer = new WaczWriter(out)) {
            writer.set("software", Custody.TOOL);
            writer.setAutoPages(true);
            for (Path each : warcs) {
                writer.writeResource("archive/" + each.getFileName(), each);
            }
            writer.finish();
        }
    }
}
