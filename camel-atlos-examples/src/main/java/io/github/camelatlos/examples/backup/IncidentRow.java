package io.github.camelatlos.examples.backup;

import io.github.camelatlos.model.Geolocation;
import io.github.camelatlos.model.Incident;
import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;

/** An incident as a row of a table. */
@CsvRecord(separator = ",", quoting = true, crlf = "WINDOWS")
public final class IncidentRow {

    @DataField(pos = 1)
    private final String id;
    @DataField(pos = 2)
    private final String slug;
    @DataField(pos = 3)
    private final String status;
    @DataField(pos = 4)
    private final String date;
    @DataField(pos = 5)
    private final String latitude;
    @DataField(pos = 6)
    private final String longitude;
    @DataField(pos = 7)
    private final String sensitive;
    @DataField(pos = 8)
    private final String tags;
    @DataField(pos = 9)
    private final String deleted;
    @DataField(pos = 10)
    private final String insertedAt;
    @DataField(pos = 11)
    private final String updatedAt;
    @DataField(pos = 12)
    private final String description;

    IncidentRow(Incident incident) {
        Geolocation place = incident.getGeolocation();
        this.id = incident.getId();
        this.slug = incident.getSlug();
        this.status = incident.getStatus();
        this.date = incident.getDate();
        this.latitude = place == null ? null : String.valueOf(place.latitude());
        this.longitude = place == null ? null : String.valueOf(place.longitude());
        this.sensitive = String.join("; ", incident.getSensitive());
        this.tags = String.join("; ", incident.getTags());
        this.deleted = String.valueOf(incident.isDeleted());
        this.insertedAt = String.valueOf(incident.getInsertedAt());
        this.updatedAt = String.valueOf(incident.getUpdatedAt());
        this.description = incident.getDescription();
    }

    public String getId() {
        return id;
    }

    public String getSlug() {
        return slug;
    }

    public String getStatus() {
        return status;
    }

    public String getDate() {
        return date;
    }

    public String getLatitude() {
        return latitude;
    }

    public String getLongitude() {
        return longitude;
    }

    public String getSensitive() {
        return sensitive;
    }

    public String getTags() {
        return tags;
    }

    public String getDeleted() {
        return deleted;
    }

    public String getInsertedAt() {
        return insertedAt;
    }

    public String getUpdatedAt() {
        return updatedAt;
    }

    public String getDescription() {
        return description;
    }
}
