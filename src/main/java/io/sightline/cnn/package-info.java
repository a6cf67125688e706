/** Backbones layer by layer, without their weights and with them; where they are cut for fine-tuning. */
@NullMarked
package io.sightline.cnn;

import org.jspecify.annotations.NullMarked;
