package io.github.camelatlos.examples.intake;

import io.github.camelatlos.AtlosException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/** Makes the report's lines, and what is said and kept of them. */
public final class Report {

    private static final byte[] END = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COLUMNS = String.join(",", IntakeRow.COLUMNS).getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_DETAIL = 500;

    public List<ReportLine> refusedAsAWhole(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        return List.of(failed(failure, null, null));
    }

    public ReportLine made(@Variable("row") IntakeRow row, @Variable("slug") String slug, @Variable("new") String isNew, @Variable("line") CsvRow line) {
        return new ReportLine(line.getNumber(), row.key(), isNew == null ? Result.THERE_ALREADY : Result.MADE, slug, null, null, null, null);
    }

    public ReportLine failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure, @Variable("slug") String slug, @Variable("line") CsvRow line) {
        Throwable reason = reason(failure);
        Result result = Result.of(reason);
        String column = reason instanceof BadRow bad ? bad.column() : reason instanceof AtlosException atlos ? column(atlos) : null;
        String advice = reason instanceof BadRow bad ? bad.advice() : result.advice();
        return new ReportLine(line == null ? null : line.getNumber(), line == null ? null : line.key(), result, slug, column, detail(reason), advice,
                line == null ? null : line.getBytes());
    }

    public List<ReportLine> lines(List<?> lines) {
        return lines.stream().filter(ReportLine.class::isInstance).map(ReportLine.class::cast).toList();
    }

    /** The rows with this result, with the columns above them; null if there are none. */
    public byte[] kept(List<?> lines, String result) {
        List<byte[]> rows = lines(lines).stream().filter(line -> line.getResult().equals(result) && line.line() != null).map(ReportLine::line).toList();
        if (rows.isEmpty()) {
            return null;
        }
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.writeBytes(COLUMNS);
        kept.writeBytes(END);
        rows.forEach(row -> {
            kept.writeBytes(row);
            kept.writeBytes(END);
        });
        return kept.toByteArray();
    }

    public boolean isUnfinished(List<?> lines) {
        return lines(lines).stream().anyMatch(line -> line.getResult().equals(Result.LATER.text()));
    }

    /** Counts only: what is in the rows is for the report. */
    public String summary(List<?> lines) {
        Map<String, Long> counts = lines(lines).stream().collect(Collectors.groupingBy(ReportLine::getResult, TreeMap::new, Collectors.counting()));
        return counts.isEmpty() ? "no rows" : counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    /** What a bean or a property of the row threw is wrapped by Camel, and what Atlos refused wraps what the network did. */
    private static Throwable reason(Throwable failure) {
        Throwable reason = failure;
        while (!(reason instanceof AtlosException) && reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason;
    }

    /** The column that what Atlos names was made of. */
    private static String column(AtlosException refusal) {
        return refusal.getFields().keySet().stream().map(field -> field.replaceFirst("^attr_", "")).map(field -> field.equals("geolocation") ? "latitude" : field)
                .filter(IntakeRow.COLUMNS::contains).findFirst().orElse(null);
    }

    private static String detail(Throwable reason) {
        String text = String.valueOf(reason.getMessage()).replaceAll("\\s+", " ").replace('"', '\'').strip();
        return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
    }
}
