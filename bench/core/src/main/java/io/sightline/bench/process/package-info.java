/** What the system tells of processes. */
@NullMarked
package io.sightline.bench.process;

import org.jspecify.annotations.NullMarked;
