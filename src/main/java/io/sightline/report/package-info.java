/** What people read about a model: pages that stand alone, without scripts or outside addresses, and model cards. */
@NullMarked
package io.sightline.report;

import org.jspecify.annotations.NullMarked;
