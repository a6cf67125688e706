/** The command line: its root, its exit codes, and how a failure is told. The commands are in the rooms within. */
@NullMarked
package io.sightline.cli;

import org.jspecify.annotations.NullMarked;
