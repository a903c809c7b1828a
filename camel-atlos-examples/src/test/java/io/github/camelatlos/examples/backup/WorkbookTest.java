package io.github.camelatlos.examples.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbookTest {

    @TempDir
    private Path folder;
    private final Lines lines = new Lines();
    private final Workbook workbook = new Workbook();

    @BeforeEach
    void folder() {
        lines.setFolder(folder.toString());
        workbook.setFolder(folder.toString());
    }

    @Test
    void eachRecordIsARowAsItWasLastAndDatesAreDates() throws Exception {
        append("incidents", "{'id':'1','slug':'ABC123','attr_status':'To Do','attr_date':'2026-11-02','attr_tags':['a','b'],'deleted':false,'updated_at':'2026-11-22T12:44:28'}");
        append("incidents", "{'id':'1','slug':'ABC123','attr_status':'Completed','attr_date':'2026-11-02','attr_tags':['a','b'],'deleted':false,'updated_at':'2026-11-23T12:44:28'}");
        append("incidents", "{'id':'2','slug':'DEF456','attr_date':'2024-02-30'}");
        append("updates", "{'id':'u','type':'comment','explanation':'Seen'}");

        try (XSSFWorkbook book = new XSSFWorkbook(workbook.write().toFile())) {
            assertThat(book.getNumberOfSheets()).isEqualTo(3);
            Sheet incidents = book.getSheet("incidents");
            assertThat(incidents.getLastRowNum()).isEqualTo(2);
            Row first = incidents.getRow(1);
            assertThat(first.getCell(1).getStringCellValue()).isEqualTo("Completed");
            assertThat(DateUtil.isCellDateFormatted(first.getCell(2))).isTrue();
            assertThat(first.getCell(2).getLocalDateTimeCellValue().toLocalDate()).isEqualTo(LocalDate.of(2026, 11, 2));
            assertThat(first.getCell(8).getLocalDateTimeCellValue()).isEqualTo(LocalDateTime.of(2026, 11, 23, 12, 44, 28));
            assertThat(first.getCell(4).getStringCellValue()).isEqualTo("a, b");
            assertThat(first.getCell(6).getBooleanCellValue()).isFalse();
            assertThat(incidents.getRow(2).getCell(2).getStringCellValue()).isEqualTo("2024-02-30");
            assertThat(book.getSheet("updates").getRow(1).getCell(3).getStringCellValue()).isEqualTo("Seen");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "=HYPERLINK(\\\"http://h\\\")", "+1", "-1+1", "@SUM(A1)", "\\t=1", "\\n=1", "|x", "%x" })
    void noTextRunsAsAFormula(String text) throws Exception {
        append("incidents", "{'id':'1','attr_description':'" + text + "'}");

        try (XSSFWorkbook book = new XSSFWorkbook(workbook.write().toFile())) {
            Cell cell = book.getSheet("incidents").getRow(1).getCell(3);
            assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
            assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
            assertThat(cell.getStringCellValue()).isEqualTo(text.replace("\\\"", "\"").replace("\\t", "\t").replace("\\n", "\n"));
        }
    }

    @Test
    void aTextLongerThanACellIsCutAndSaysSo() throws Exception {
        append("incidents", "{'id':'1','attr_description':'" + "x".repeat(40_000) + "\\u0001'}");

        try (XSSFWorkbook book = new XSSFWorkbook(workbook.write().toFile())) {
            assertThat(book.getSheet("incidents").getRow(1).getCell(3).getStringCellValue()).hasSize(32_767).endsWith("x\u2026");
        }
    }

    private void append(String kind, String json) throws Exception {
        lines.append(kind + ".jsonl", "", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
