/** Microsoft's pictures of cats and dogs: downloaded, checked, and sorted for training. */
@NullMarked
package io.sightline.dataset.catsdogs;

import org.jspecify.annotations.NullMarked;
