/** Figures as text, JSON, a page and a part of a document. */
@NullMarked
package io.sightline.bench.report;

import org.jspecify.annotations.NullMarked;
