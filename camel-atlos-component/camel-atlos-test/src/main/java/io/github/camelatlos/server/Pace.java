package io.github.camelatlos.server;

import java.time.Duration;

/**
 * How long the platform's background jobs take.
 *
 * @param settleAfter until new source material rests
 * @param archiveFor  for one that is archived; they wait for each other
 * @param indexAfter  until the search knows a source material's URL
 */
record Pace(Duration settleAfter, Duration archiveFor, Duration indexAfter) {

    Duration of(boolean direct) {
        return direct ? archiveFor : settleAfter;
    }
}
