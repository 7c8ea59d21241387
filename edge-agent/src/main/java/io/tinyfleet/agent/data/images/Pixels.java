package io.tinyfleet.agent.data.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;

/** A decoded image, row by row. Transparency is passed over. */
final class Pixels {
    private final BufferedImage image;
    private final int[] row;

    Pixels(BufferedImage image) {
        this.image = image;
        row = new int[image.getWidth()];
    }

    int rows() {
        return image.getHeight();
    }

    int columns() {
        return row.length;
    }

    /** Writes red, green and blue, 0 to 255, into {@code target[0 … 2][columns]}. */
    void copyRow(int y, float[][] target) {
        if (isGrey()) {
            copyGrey(y, target);
            return;
        }
        image.getRGB(0, y, row.length, 1, row, 0, row.length);
        for (int x = 0; x < row.length; x++) {
            target[0][x] = (row[x] >> 16) & 0xff;
            target[1][x] = (row[x] >> 8) & 0xff;
            target[2][x] = row[x] & 0xff;
        }
    }

    /** {@link BufferedImage#getRGB} takes grey for linear light and would brighten it. */
    private boolean isGrey() {
        ColorModel colours = image.getColorModel();
        return colours instanceof ComponentColorModel && colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    }

    private void copyGrey(int y, float[][] target) {
        float largest = (1 << image.getSampleModel().getSampleSize(0)) - 1;
        image.getRaster().getSamples(0, y, row.length, 1, 0, row);
        for (int x = 0; x < row.length; x++) {
            float value = row[x] * 255 / largest;
            target[0][x] = value;
            target[1][x] = value;
            target[2][x] = value;
        }
    }
}
