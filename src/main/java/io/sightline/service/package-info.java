/** One running instance: wiring, HTTP (health, metrics), lifecycle. */
@NullMarked
package io.sightline.service;

import org.jspecify.annotations.NullMarked;
