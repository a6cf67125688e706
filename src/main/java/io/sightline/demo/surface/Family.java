package io.sightline.demo.surface;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A kind of pictures: what may lie under the camera, and what may be wrong with it.
 *
 * @param materials by name
 * @param defects by label; a sound surface is one of them
 */
public record Family(Map<String, Material> materials, Map<String, Defect> defects) {
    public Family {
        materials = Collections.unmodifiableMap(new LinkedHashMap<>(materials));
        defects = Collections.unmodifiableMap(new LinkedHashMap<>(defects));
    }

    public List<String> labels() {
        return List.copyOf(defects.keySet());
    }
}
