package io.github.camelatlos.examples.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

class GridTest {

    @Test
    void placesMoveByNoMoreThanHalfADiagonalAndAlwaysToTheSamePoint() {
        Grid grid = new Grid(5);
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            double longitude = random.nextDouble() * 360 - 180;
            double latitude = random.nextDouble() * 160 - 80;
            Coordinate snapped = grid.snap(longitude, latitude);
            assertThat(km(longitude, latitude, snapped)).isLessThan(5 * 0.75);
            assertThat(Math.abs(snapped.getX())).isLessThanOrEqualTo(180);
            // Two neighbours end in one point nearly always; a point of the grid stays where it is, but for the digits written.
            assertThat(km(snapped.getX(), snapped.getY(), grid.snap(snapped.getX(), snapped.getY()))).isLessThan(0.05);
        }
    }

    @Test
    void atThePolesAndTheAntimeridianThePlaceIsOnEarth() {
        for (double[] place : new double[][] {{179.999, 0}, {-179.999, 65}, {0, 90}, {180, -90}, {-180, 89.99}}) {
            Coordinate snapped = new Grid(50).snap(place[0], place[1]);
            assertThat(Math.abs(snapped.getX())).isLessThanOrEqualTo(180);
            assertThat(Math.abs(snapped.getY())).isLessThanOrEqualTo(90);
        }
    }

    @Test
    void withoutAGridNothingMoves() {
        assertThat(new Grid(0).snap(36.23045, 49.98765)).isEqualTo(new Coordinate(36.23045, 49.98765));
    }

    private static double km(double longitude, double latitude, Coordinate other) {
        double away = Math.abs(longitude - other.getX());
        double east = Math.min(away, 360 - away) * Math.cos(Math.toRadians(latitude));
        return Math.hypot(east, latitude - other.getY()) * 111.32;
    }
}
