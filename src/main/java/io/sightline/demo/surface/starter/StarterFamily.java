package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Family;
import io.sightline.demo.surface.Material;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Surfaces that the starter backbone learns to see on. None of these materials and none of these
 * defects is on the demo's line, so that the demo is a transfer to a new task.
 */
public final class StarterFamily {
    private StarterFamily() {}

    public static Family create() {
        Map<String, Material> materials = new LinkedHashMap<>();
        materials.put("concrete", new Concrete());
        materials.put("marble", new Marble());
        materials.put("paper", new Paper());
        materials.put("glass", new FrostedGlass());
        materials.put("rubber", new Rubber());
        materials.put("circuit-board", new CircuitBoard());
        materials.put("terrazzo", new Terrazzo());
        materials.put("cork", new Cork());
        Map<String, Defect> defects = new LinkedHashMap<>();
        defects.put("sound", Defect.NONE);
        defects.put("crack", new Crack());
        defects.put("hole", new Hole());
        defects.put("rust", new Rust());
        defects.put("bubble", new Bubble());
        defects.put("fold", new Fold());
        defects.put("fibre", new Fibre());
        defects.put("burn", new Burn());
        defects.put("bleach", new Bleach());
        defects.put("mould", new Mould());
        return new Family(materials, defects);
    }
}
