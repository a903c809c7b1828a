package io.github.camelatlos.examples.publish;

import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.PrecisionModel;

/**
 * Moves a place to the nearest point of a grid. Always to the same one, so that many publications of one incident tell no more than
 * one does, which random noise would.
 */
final class Grid {

    private static final double KM_PER_DEGREE = 111.32;
    /** About a metre; what is finer is noise. */
    private static final PrecisionModel UNMOVED = new PrecisionModel(100_000);
    private static final PrecisionModel WRITTEN = new PrecisionModel(10_000);
    /** Nearer to the poles the meridians are too close to tell places apart by. */
    private static final double LEAST_COSINE = 0.05;

    private final double km;

    Grid(double km) {
        this.km = km;
    }

    Coordinate snap(double longitude, double latitude) {
        if (km == 0) {
            return new Coordinate(UNMOVED.makePrecise(longitude), UNMOVED.makePrecise(latitude));
        }
        double step = km / KM_PER_DEGREE;
        double row = Math.max(-90, Math.min(90, toward(latitude, step)));
        double column = toward(longitude, step / Math.max(LEAST_COSINE, Math.cos(Math.toRadians(row))));
        double wrapped = column > 180 ? column - 360 : column < -180 ? column + 360 : column;
        return new Coordinate(WRITTEN.makePrecise(wrapped), WRITTEN.makePrecise(row));
    }

    private static double toward(double degrees, double step) {
        // A negative scale is JTS's way to say how wide the grid is.
        return new PrecisionModel(-step).makePrecise(degrees);
    }
}
