package io.github.camelatlos.input;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** Where an incident happened. Measured: the server takes "lat,lon" without checking the range, and shows GeoJSON, lon first. */
final class Place {

    private static final Pattern PAIR = Pattern.compile("\\s*([+-]?\\d{1,3}(?:\\.\\d{1,40})?)\\s*,\\s*([+-]?\\d{1,3}(?:\\.\\d{1,40})?)\\s*");
    private static final BigDecimal NORTH_POLE = BigDecimal.valueOf(90);
    private static final BigDecimal DATE_LINE = BigDecimal.valueOf(180);

    /** Finer than a double tells, and than an atom. */
    private static final int FINEST = 20;

    private Place() {
    }

    /** "lat,lon" of such a text, or of GeoJSON as an incident shows it. */
    static String latitudeLongitude(String operation, String field, JsonNode value) {
        JsonNode coordinates = value.path("coordinates");
        if (value.isObject() && coordinates.size() >= 2 && coordinates.get(0).isNumber() && coordinates.get(1).isNumber()) {
            return inRange(operation, field, coordinates.get(1).decimalValue(), coordinates.get(0).decimalValue());
        }
        Matcher pair = PAIR.matcher(value.isTextual() ? value.textValue() : "");
        if (!pair.matches()) {
            throw Invalid.input(operation, field, "this is no place; write latitude and longitude in degrees as one text, such as "
                    + "\"50.4501,30.5234\", or GeoJSON as an incident shows it");
        }
        return inRange(operation, field, new BigDecimal(pair.group(1)), new BigDecimal(pair.group(2)));
    }

    private static String inRange(String operation, String field, BigDecimal latitude, BigDecimal longitude) {
        if (latitude.abs().compareTo(NORTH_POLE) > 0 || longitude.abs().compareTo(DATE_LINE) > 0) {
            throw Invalid.input(operation, field, "this place is not on Earth: the latitude goes from -90 to 90, the longitude from -180 to 180. "
                    + "The latitude (north, south) comes first; are the two swapped?");
        }
        return plain(latitude) + "," + plain(longitude);
    }

    private static String plain(BigDecimal degrees) {
        return (degrees.scale() > FINEST ? degrees.setScale(FINEST, RoundingMode.HALF_EVEN) : degrees).toPlainString();
    }
}
