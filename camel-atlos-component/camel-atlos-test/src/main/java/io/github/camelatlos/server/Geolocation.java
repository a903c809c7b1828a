package io.github.camelatlos.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place. Written as "lat,lon" without a range check, read back as GeoJSON with the longitude first. */
record Geolocation(double latitude, double longitude) {

    private static final String NUMBER = "\\s*([+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)\\s*";
    private static final Pattern PAIR = Pattern.compile(NUMBER + "," + NUMBER);

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

    /** Measured: in degrees, as on a flat map, a kilometre being 0.01 / 1.11 of them wherever it is. */
    boolean within(long kilometres, Geolocation other) {
        return Math.hypot(other.latitude - latitude, other.longitude - longitude) <= kilometres * (0.01 / 1.11);
    }
}
