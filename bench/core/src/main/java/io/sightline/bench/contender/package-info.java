/** What is measured: each contender is a class, run in a process of its own. */
@NullMarked
package io.sightline.bench.contender;

import org.jspecify.annotations.NullMarked;
