/** Settings: one table, validated once. */
@NullMarked
package io.sightline.config;

import org.jspecify.annotations.NullMarked;
