package io.github.camelatlos.examples.intake;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads rows, each by itself: one that is broken hides none of the others. */
public final class CsvReader {

    /** Lines may end in CR alone, and cells may hold line ends. */
    private static final CSVFormat FORMAT = CSVFormat.RFC4180;
    private static final long MOST_BYTES = 50_000_000;
    /** The mark that says UTF-8, read with a character for each byte. */
    private static final String UTF_8_MARK = "\u00EF\u00BB\u00BF";
    private static final List<String> UTF_16_MARKS = List.of("\u00FF\u00FE", "\u00FE\u00FF");

    /** The rows of a file, without the blank ones; what is wrong with the file as a whole is a {@link BadRow}. */
    public List<CsvRow> rows(@Body File file) throws IOException {
        if (file.length() > MOST_BYTES) {
            throw new BadRow(null, "larger than " + MOST_BYTES + " bytes", "divide it into several files, each with the line of columns");
        }
        long changed = file.lastModified();
        byte[] bytes = Files.readAllBytes(file.toPath());
        if (file.lastModified() != changed || file.length() != bytes.length) {
            throw new IllegalStateException("The file is still being written");
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (UTF_16_MARKS.stream().anyMatch(text::startsWith) || text.indexOf('\0') >= 0) {
            throw new BadRow(null, "the file is in UTF-16, or no text", "save it as CSV UTF-8");
        }
        List<CsvRow> rows = read(text.startsWith(UTF_8_MARK) ? text.substring(UTF_8_MARK.length()) : text, true);
        rows.removeIf(CsvRow::isBlank);
        if (rows.isEmpty()) {
            throw new BadRow(null, "no rows below the line of columns", "put rows there");
        }
        return rows;
    }

    /** The one row of a message. */
    public CsvRow row(@Body byte[] bytes, @Header("kafka.OFFSET") String number) {
        List<CsvRow> rows = bytes == null ? List.of()
                : read(new String(bytes, StandardCharsets.ISO_8859_1), false).stream().filter(row -> !row.isBlank()).toList();
        if (rows.size() == 1) {
            return rows.get(0).numbered(number);
        }
        return CsvRow.bad(number, bytes, rows.isEmpty() ? new BadRow(null, "an empty record", "send a row in it")
                : new BadRow(null, rows.size() + " rows in one record", "send each as a record of its own"));
    }

    private static List<CsvRow> read(String text, boolean withColumns) {
        Lines lines = new Lines(text);
        List<CsvRow> rows = new ArrayList<>();
        boolean columns = !withColumns;
        int number = 0;
        int line = 0;
        while (line < lines.count()) {
            try (CSVParser parser = CSVParser.builder().setReader(lines.from(line)).setFormat(FORMAT.builder().setIgnoreEmptyLines(false).get()).get()) {
                int first = line;
                for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext();) {
                    CSVRecord record = records.next();
                    int next = Math.min(lines.count(), first + (int) parser.getCurrentLineNumber());
                    if (columns) {
                        rows.add(CsvRow.of(Integer.toString(++number), lines.text(line, next), record));
                    } else {
                        IntakeRow.checkColumns(record.toList());
                        columns = true;
                    }
                    line = next;
                }
                line = lines.count();
            } catch (UncheckedIOException e) {
                // A quote that does not end, or does not stand at the end of its cell. The line is refused; the next one is read by itself.
                if (!columns) {
                    IntakeRow.checkColumns(List.of());
                }
                rows.add(CsvRow.bad(Integer.toString(++number), lines.text(line, line + 1).getBytes(StandardCharsets.ISO_8859_1), new BadRow(null,
                        "a quotation mark that is not closed, or stands inside a cell", "put the cell into quotation marks, and double those inside")));
                line++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        if (!columns) {
            throw new BadRow(null, "the file is empty", "begin it with the line " + String.join(",", IntakeRow.COLUMNS));
        }
        return rows;
    }

    /** Where each line begins. */
    private record Lines(String text, List<Integer> starts) {

        Lines(String text) {
            this(text, new ArrayList<>(List.of(0)));
            for (int i = 0; i < text.length(); i++) {
                boolean end = text.charAt(i) == '\n' || text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
                if (end && i + 1 < text.length()) {
                    starts.add(i + 1);
                }
            }
        }

        int count() {
            return text.isEmpty() ? 0 : starts.size();
        }

        StringReader from(int line) throws IOException {
            StringReader reader = new StringReader(text);
            reader.skip(starts.get(line));
            return reader;
        }

        /** From the one line up to the other, without the last line end. */
        String text(int from, int to) {
            String lines = text.substring(starts.get(from), to < starts.size() ? starts.get(to) : text.length());
            return lines.replaceFirst("[\\r\\n]+$", "");
        }
    }
}
