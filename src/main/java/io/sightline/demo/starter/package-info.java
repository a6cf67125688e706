/** Makes the starter backbone: the weights that come with Sightline, trained on rendered pictures. */
@NullMarked
package io.sightline.demo.starter;

import org.jspecify.annotations.NullMarked;
