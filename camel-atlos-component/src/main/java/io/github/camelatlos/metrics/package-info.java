/**
 * Gauges for Micrometer, where it is there.
 *
 * <p><b>Internal.</b> No part of the public API: it may change in any release, and OSGi does not export it.
 */
package io.github.camelatlos.metrics;
