/** {@code sightline models}: the registry for people. */
@NullMarked
package io.sightline.cli.registry;

import org.jspecify.annotations.NullMarked;
