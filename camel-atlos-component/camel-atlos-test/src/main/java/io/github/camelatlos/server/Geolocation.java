package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place. Written as "lat,lon" without a range check, read back as GeoJSON with the longitude first. */
record Geolocation(double latitude, double longitude) {

    private static final Pattern PAIR = Pattern.compile("\\s*(-?\\d+(?:\\.\\d+)?)\\s*,\\s*(-?\\d+(?:\\.\\d+)?)\\s*");
    private static final double EARTH_KM = 6371.0;

    static Optional<Geolocation> parse(String pair) {
        Matcher matcher = PAIR.matcher(pair);
        return matcher.matches()
                ? Optional.of(new Geolocation(Double.parseDouble(matcher.group(1)), Double.parseDouble(matcher.group(2))))
                : Optional.empty();
    }

    static Optional<Geolocation> of(JsonNode geoJson) {
        JsonNode place = geoJson.path("coordinates");
        return place.isMissingNode()
                ? Optional.empty()
                : Optional.of(new Geolocation(place.get(1).doubleValue(), place.get(0).doubleValue()));
    }

    JsonNode json() {
        ObjectNode json = Json.object();
        json.putArray("coordinates").add(longitude).add(latitude);
        ObjectNode crs = json.putObject("crs");
        crs.putObject("properties").put("name", "EPSG:4326");
        crs.put("type", "name");
        return json.put("type", "Point");
    }

    double kilometresTo(Geolocation other) {
        double lat = Math.toRadians(other.latitude - latitude);
        double lon = Math.toRadians(other.longitude - longitude);
        double h = Math.pow(Math.sin(lat / 2), 2)
                + Math.cos(Math.toRadians(latitude)) * Math.cos(Math.toRadians(other.latitude)) * Math.pow(Math.sin(lon / 2), 2);
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
