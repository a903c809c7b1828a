package io.github.camelatlos.examples.backup;

import io.github.camelatlos.model.SourceMaterial;
import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/** A piece of source material as a row of a table. */
@CsvRecord(separator = ",", quoting = true, crlf = "WINDOWS")
public final class SourceRow {

    @DataField(pos = 1)
    private final String id;
    @DataField(pos = 2)
    private final String incidentId;
    @DataField(pos = 3)
    private final String status;
    @DataField(pos = 4)
    private final String visibility;
    @DataField(pos = 5)
    private final String files;
    @DataField(pos = 6)
    private final String insertedAt;
    @DataField(pos = 7)
    private final String updatedAt;
    @DataField(pos = 8)
    private final String sourceUrl;

    SourceRow(SourceMaterial material) {
        this.id = material.getId();
        this.incidentId = material.getIncidentId();
        this.status = material.getStatus();
        this.visibility = material.getVisibility();
        this.files = String.valueOf(material.getArtifacts().size());
        this.insertedAt = String.valueOf(material.getInsertedAt());
        this.updatedAt = String.valueOf(material.getUpdatedAt());
        this.sourceUrl = material.getSourceUrl();
    }

    public String getId() {
        return id;
    }

    public String getIncidentId() {
        return incidentId;
    }

    public String getStatus() {
        return status;
    }

    public String getVisibility() {
        return visibility;
    }

    public String getFiles() {
        return files;
    }

    public String getInsertedAt() {
        return insertedAt;
    }

    public String getUpdatedAt() {
        return updatedAt;
    }

    public String getSourceUrl() {
        return sourceUrl;
    }
}
