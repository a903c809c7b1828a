package io.github.camelatlos.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A place. Measured: the server writes GeoJSON, {@code {"type":"Point","coordinates":[lon,lat]}}, and takes {@code "lat,lon"}
 * without checking the range.
 *
 * @param latitude  degrees, north is positive
 * @param longitude degrees, east is positive
 */
public record Geolocation(double latitude, double longitude) {

    static Geolocation of(JsonNode geojson) {
        JsonNode coordinates = geojson.path("coordinates");
        return coordinates.path(0).isNumber() && coordinates.path(1).isNumber()
                ? new Geolocation(coordinates.path(1).doubleValue(), coordinates.path(0).doubleValue()) : null;
    }

    /** Whether it is a place on Earth; the server does not check. */
    public boolean isValid() {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    }
}
