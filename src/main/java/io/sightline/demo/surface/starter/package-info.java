/** What the starter backbone is trained on: other materials and other defects than the demo's. */
@NullMarked
package io.sightline.demo.surface.starter;

import org.jspecify.annotations.NullMarked;
