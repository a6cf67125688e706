/** The inspection line: rendered surface pictures, their events, the story the demo tells. */
@NullMarked
package io.sightline.demo;

import org.jspecify.annotations.NullMarked;
