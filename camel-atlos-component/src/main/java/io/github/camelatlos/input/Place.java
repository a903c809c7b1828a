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

    /** Digits that a place can have at all; a number with more is not calculated with. */
    private static final int MOST_DIGITS = 60;
    private static final int BITS_A_DIGIT = 4;
    private static final int LONGEST = 200;

    private Place() {
    }

    /** "lat,lon" of such a text, or of GeoJSON as an incident shows it. */
    static String latitudeLongitude(String operation, String field, JsonNode value) {
        JsonNode coordinates = value.path("coordinates");
        if (value.isObject() && coordinates.size() >= 2 && coordinates.get(0).isNumber() && coordinates.get(1).isNumber()) {
            return inRange(operation, field, degrees(operation, field, coordinates.get(1)), degrees(operation, field, coordinates.get(0)));
        }
        Matcher pair = PAIR.matcher(value.isTextual() && value.textValue().length() <= LONGEST ? value.textValue() : "");
        if (!pair.matches()) {
            throw noPlace(operation, field);
        }
        return inRange(operation, field, new BigDecimal(pair.group(1)), new BigDecimal(pair.group(2)));
    }

    /** Measured on ourselves: 1e-150000000 took 80 seconds to write out, and could not be interrupted. */
    private static BigDecimal degrees(String operation, String field, JsonNode number) {
        if (number.isBigInteger() || number.isDouble() && !Double.isFinite(number.doubleValue())
                || number.isFloat() && !Float.isFinite(number.floatValue())) {
            throw noPlace(operation, field);
        }
        BigDecimal degrees = number.decimalValue();
        if (degrees.unscaledValue().bitLength() > MOST_DIGITS * BITS_A_DIGIT || Math.abs((long) degrees.scale()) > MOST_DIGITS) {
            throw noPlace(operation, field);
        }
        return degrees;
    }

    private static RuntimeException noPlace(String operation, String field) {
        return Invalid.input(operation, field, "this is no place; write latitude and longitude in degrees as one text, such as "
                + "\"50.4501,30.5234\", or GeoJSON as an incident shows it");
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
