package io.github.camelatlos.examples.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** The journals as one file for people who live in spreadsheets: a sheet for each, dates as dates, and no text that runs. */
public final class Workbook {

    private static final int ROWS_IN_MEMORY = 100;
    private static final List<String> INCIDENTS = List.of("slug", "attr_status", "attr_date", "attr_description", "attr_tags", "attr_sensitive", "deleted",
            "inserted_at", "updated_at", "id");
    private static final List<String> SOURCE_MATERIAL = List.of("id", "incident_id", "source_url", "status", "visibility", "inserted_at", "updated_at");
    private static final List<String> UPDATES = List.of("inserted_at", "type", "modified_attribute", "explanation", "media_id", "media_version_id", "id");

    private Path folder;

    public void setFolder(String folder) {
        this.folder = Path.of(folder);
    }

    /** Whole, or as it was. */
    public Path write() throws IOException {
        Path file = folder.resolve("backup.xlsx");
        Path next = folder.resolve(".backup.xlsx");
        try (SXSSFWorkbook book = new SXSSFWorkbook(ROWS_IN_MEMORY); OutputStream out = Files.newOutputStream(next)) {
            Cells cells = new Cells(book);
            sheet(book, cells, "incidents", INCIDENTS);
            sheet(book, cells, "source-material", SOURCE_MATERIAL);
            sheet(book, cells, "updates", UPDATES);
            book.write(out);
        }
        return Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void sheet(SXSSFWorkbook book, Cells cells, String name, List<String> columns) throws IOException {
        Sheet[] sheet = { begin(book, name, columns) };
        int[] next = { 1, 1 };
        new JsonLines(folder.resolve(name + ".jsonl")).read(json -> {
            if (next[0] == SpreadsheetVersion.EXCEL2007.getMaxRows()) {
                sheet[0] = begin(book, name + " " + ++next[1], columns);
                next[0] = 1;
            }
            Row row = sheet[0].createRow(next[0]++);
            for (int i = 0; i < columns.size(); i++) {
                cells.set(row, i, json.path(columns.get(i)));
            }
        });
    }

    private static Sheet begin(SXSSFWorkbook book, String name, List<String> columns) {
        Sheet sheet = book.createSheet(name);
        Row head = sheet.createRow(0);
        for (int i = 0; i < columns.size(); i++) {
            head.createCell(i).setCellValue(columns.get(i));
        }
        sheet.createFreezePane(0, 1);
        return sheet;
    }

    /** How a value stands in a cell. */
    private static final class Cells {

        private final CellStyle date;
        private final CellStyle time;
        private final CellStyle text;

        Cells(SXSSFWorkbook book) {
            date = book.createCellStyle();
            date.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
            time = book.createCellStyle();
            time.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd hh:mm:ss"));
            text = book.createCellStyle();
            // Whatever is done with the cell later, it stays a text: other people wrote it.
            text.setQuotePrefixed(true);
        }

        void set(Row row, int column, JsonNode value) {
            if (value.isNull() || value.isMissingNode()) {
                return;
            }
            Cell cell = row.createCell(column);
            if (value.isBoolean()) {
                cell.setCellValue(value.booleanValue());
            } else if (value.isTextual() && value.asText().matches("\\d{4}-\\d{2}-\\d{2}(T[\\d:.]{8,18}Z?)?")) {
                date(cell, value.asText());
            } else {
                text(cell, value.isTextual() ? value.asText() : words(value));
            }
        }

        private void date(Cell cell, String value) {
            try {
                if (value.length() > "yyyy-mm-dd".length()) {
                    cell.setCellValue(LocalDateTime.parse(value.replace("Z", "")));
                    cell.setCellStyle(time);
                } else {
                    cell.setCellValue(LocalDate.parse(value));
                    cell.setCellStyle(date);
                }
            } catch (DateTimeException e) {
                // The 30th of February is a text.
                text(cell, value);
            }
        }

        private void text(Cell cell, String value) {
            int most = SpreadsheetVersion.EXCEL2007.getMaxTextLength();
            cell.setCellValue(value.length() > most ? value.substring(0, most - 1) + "\u2026" : value);
            if (value.matches("(?s)[=+\\-@\t\r\n|%].*")) {
                cell.setCellStyle(text);
            }
        }

        private static String words(JsonNode value) {
            StringBuilder all = new StringBuilder();
            value.forEach(each -> all.append(all.isEmpty() ? "" : ", ").append(each.asText()));
            return value.isArray() ? all.toString() : value.toString();
        }
    }
}
