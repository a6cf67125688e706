/** {@code sightline examples}: what reviewers have taught, for people. */
@NullMarked
package io.sightline.cli.learning;

import org.jspecify.annotations.NullMarked;
