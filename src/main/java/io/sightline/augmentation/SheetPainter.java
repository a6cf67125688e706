package io.sightline.augmentation;

import io.sightline.image.Pixels;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Lays pictures out in rows and columns with a title and labels. */
final class SheetPainter {
    private static final int CELL = 168;
    private static final int GAP = 10;
    /** Between the originals and the rest. */
    private static final int DIVIDE = 18;

    private static final int MARGIN = 24;
    private static final int LINE = 22;
    private static final int HEADER = 2 * LINE + 20;
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(0x1f, 0x29, 0x37);
    private static final Color FAINT = new Color(0x6b, 0x72, 0x80);
    private static final String ELLIPSIS = "…";

    private final String title;
    private final int versions;
    private final boolean labelled = hasFonts();

    /** One row: the original first. */
    record Row(String label, List<Pixels> pictures) {}

    SheetPainter(String title, int versions) {
        this.title = title;
        this.versions = versions;
    }

    BufferedImage paint(List<Row> rows) {
        int width = 2 * MARGIN + (versions + 1) * CELL + (versions - 1) * GAP + DIVIDE;
        int height = MARGIN + HEADER + rows.size() * (CELL + LINE + GAP) - GAP + MARGIN;
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, width, height);
            header(graphics, width);
            int top = MARGIN + HEADER;
            for (Row row : rows) {
                for (int column = 0; column < row.pictures().size(); column++) {
                    graphics.drawImage(image(row.pictures().get(column)), left(column), top, CELL, CELL, null);
                }
                text(graphics, FAINT, Font.PLAIN, row.label(), left(0), top + CELL + LINE - 6, CELL);
                top += CELL + LINE + GAP;
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }

    private void header(Graphics2D graphics, int width) {
        text(
                graphics,
                INK,
                Font.BOLD,
                "Augmentation: " + title.replace(",", ", "),
                MARGIN,
                MARGIN + LINE - 6,
                width - 2 * MARGIN);
        for (int column = 0; column <= versions; column++) {
            String name = column == 0 ? "original" : "epoch " + column;
            text(graphics, FAINT, Font.PLAIN, name, left(column), MARGIN + HEADER - 8, CELL);
        }
    }

    private static int left(int column) {
        return MARGIN + column * (CELL + GAP) + (column == 0 ? 0 : DIVIDE - GAP);
    }

    /** Whether there is text on the sheet: a machine may have no fonts at all. */
    boolean labelled() {
        return labelled;
    }

    private static boolean hasFonts() {
        try {
            return new Font(Font.SANS_SERIF, Font.PLAIN, 1).canDisplay('a');
        } catch (InternalError | RuntimeException e) {
            // what Java throws where fontconfig is missing
            return false;
        }
    }

    /** Smaller where it is too long, then cut. */
    private void text(Graphics2D graphics, Color colour, int style, String text, int x, int y, int room) {
        if (!labelled) {
            return;
        }
        int size = 15;
        graphics.setFont(new Font(Font.SANS_SERIF, style, size));
        while (size > 11 && graphics.getFontMetrics().stringWidth(text) > room) {
            graphics.setFont(new Font(Font.SANS_SERIF, style, --size));
        }
        String fitting = text;
        while (graphics.getFontMetrics().stringWidth(fitting) > room) {
            fitting = fitting.substring(0, fitting.length() - ELLIPSIS.length() - 1) + ELLIPSIS;
        }
        graphics.setColor(colour);
        graphics.drawString(fitting, x, y);
    }

    private static BufferedImage image(Pixels picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        int[] packed = new int[picture.width() * picture.height()];
        float[] rgb = picture.rgb();
        for (int i = 0; i < packed.length; i++) {
            int at = i * Pixel.CHANNELS;
            packed[i] = Math.round(rgb[at]) << 16 | Math.round(rgb[at + 1]) << 8 | Math.round(rgb[at + 2]);
        }
        image.setRGB(0, 0, picture.width(), picture.height(), packed, 0, picture.width());
        return image;
    }
}
