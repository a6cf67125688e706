/** picocli commands, progress bars, tables, exit codes. */
@NullMarked
package io.sightline.cli;

import org.jspecify.annotations.NullMarked;
