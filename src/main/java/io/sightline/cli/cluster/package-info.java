/** Commands of those who run the service: broker, topics, what is on them, serving, and the demo. */
@NullMarked
package io.sightline.cli.cluster;

import org.jspecify.annotations.NullMarked;
