/** Commands of those who make models: data, training, evaluation, comparison, and what they print. */
@NullMarked
package io.sightline.cli.training;

import org.jspecify.annotations.NullMarked;
