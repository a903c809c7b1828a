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

    private static final double EARTH_KM = 6371.0088;

    /** The way along the surface, in kilometres. The server's own radius is measured in degrees, and short east and west. */
    public double kilometresTo(double otherLatitude, double otherLongitude) {
        double lat = Math.toRadians(otherLatitude - latitude);
        double lon = Math.toRadians(otherLongitude - longitude);
        double h = Math.pow(Math.sin(lat / 2), 2)
                + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(otherLatitude)) * Math.pow(Math.sin(lon / 2), 2);
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    /** Whether it is a place on Earth; the server does not check. */
    public boolean isValid() {
        return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    }
}
