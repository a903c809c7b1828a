/**
 * Data types: records as JSON and as CloudEvents.
 *
 * <p><b>Internal.</b> No part of the public API: it may change in any release, and OSGi does not export it.
 */
package io.github.camelatlos.transform;
