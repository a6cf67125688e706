/** What the demo's inspection line sees: its materials and its defects. */
@NullMarked
package io.sightline.demo.surface.line;

import org.jspecify.annotations.NullMarked;
