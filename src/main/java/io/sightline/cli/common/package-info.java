/** What commands of both kinds share: options, JSON, progress bars, the end of the process. */
@NullMarked
package io.sightline.cli.common;

import org.jspecify.annotations.NullMarked;
