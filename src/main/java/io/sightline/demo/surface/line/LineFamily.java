package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Family;
import io.sightline.demo.surface.Material;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts on the demo's inspection line: {@code ok}, or with a {@code scratch}, {@code dent} or {@code stain}. */
public final class LineFamily {
    private LineFamily() {}

    public static Family create() {
        Map<String, Material> materials = new LinkedHashMap<>();
        materials.put("brushed-metal", new BrushedMetal());
        materials.put("cast-metal", new CastMetal());
        materials.put("painted-sheet", new PaintedSheet());
        materials.put("plastic", new Plastic());
        materials.put("leather", new Leather());
        materials.put("wood", new Wood());
        materials.put("fabric", new Fabric());
        Map<String, Defect> defects = new LinkedHashMap<>();
        defects.put("ok", Defect.NONE);
        defects.put("scratch", new Scratch());
        defects.put("dent", new Dent());
        defects.put("stain", new Stain());
        return new Family(materials, defects);
    }
}
