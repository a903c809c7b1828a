package io.github.camelatlos.examples.backup;

import io.github.camelatlos.model.Update;
import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/** An update as a row of a table. */
@CsvRecord(separator = ",", quoting = true, crlf = "WINDOWS")
public final class UpdateRow {

    @DataField(pos = 1)
    private final String id;
    @DataField(pos = 2)
    private final String incidentId;
    @DataField(pos = 3)
    private final String sourceMaterialId;
    @DataField(pos = 4)
    private final String type;
    @DataField(pos = 5)
    private final String attribute;
    @DataField(pos = 6)
    private final String username;
    @DataField(pos = 7)
    private final String tokenId;
    @DataField(pos = 8)
    private final String insertedAt;
    @DataField(pos = 9)
    private final String explanation;

    UpdateRow(Update update) {
        this.id = update.getId();
        this.incidentId = update.getIncidentId();
        this.sourceMaterialId = update.getSourceMaterialId();
        this.type = update.getType();
        this.attribute = update.getModifiedAttribute();
        this.username = update.getUsername();
        this.tokenId = update.getApiTokenId();
        this.insertedAt = String.valueOf(update.getInsertedAt());
        this.explanation = update.getExplanation();
    }

    public String getId() {
        return id;
    }

    public String getIncidentId() {
        return incidentId;
    }

    public String getSourceMaterialId() {
        return sourceMaterialId;
    }

    public String getType() {
        return type;
    }

    public String getAttribute() {
        return attribute;
    }

    public String getUsername() {
        return username;
    }

    public String getTokenId() {
        return tokenId;
    }

    public String getInsertedAt() {
        return insertedAt;
    }

    public String getExplanation() {
        return explanation;
    }
}
