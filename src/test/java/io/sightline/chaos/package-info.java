/** Failures of brokers, networks, disks and instances, each real, and what comes out counted by id. */
@org.jspecify.annotations.NullMarked
package io.sightline.chaos;
