package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Family;
import io.sightline.demo.surface.Material;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Parts on the demo's inspection line: {@code ok}, or with a {@code scratch}, {@code dent} or {@code stain}; and,
 * from some day on, with {@code tape}.
 */
public final class LineFamily {
    private LineFamily() {}

    /** As it was at first. */
    public static Family create() {
        return new Family(materials(), defects());
    }

    /** With the defect that nobody had thought of. */
    public static Family withTape() {
        Map<String, Defect> defects = defects();
        defects.put("tape", new Tape());
        return new Family(materials(), defects);
    }

    private static Map<String, Material> materials() {
        Map<String, Material> materials = new LinkedHashMap<>();
        materials.put("brushed-metal", new BrushedMetal());
        materials.put("cast-metal", new CastMetal());
        materials.put("painted-sheet", new PaintedSheet());
        materials.put("plastic", new Plastic());
        materials.put("leather", new Leather());
        materials.put("wood", new Wood());
        materials.put("fabric", new Fabric());
        return materials;
    }

    private static Map<String, Defect> defects() {
        Map<String, Defect> defects = new LinkedHashMap<>();
        defects.put("ok", Defect.NONE);
        defects.put("scratch", new Scratch());
        defects.put("dent", new Dent());
        defects.put("stain", new Stain());
        return defects;
    }
}
