package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;

/** Draws charts without a screen; the same chart gives the same bytes on the same machine. */
public final class Png {
    /** Of every chart, in pixels. */
    public static final int WIDTH = 900;

    /** Of every chart, in pixels. */
    public static final int HEIGHT = 600;

    static {
        // A variable DISPLAY that leads nowhere must not keep charts from being drawn.
        System.setProperty("java.awt.headless", "true");
    }

    private Png() {}

    /** Draws it; fails if the machine has no fonts. */
    public static byte[] of(LineChart chart) throws IOException {
        return encoded(() -> LineDrawing.of(chart));
    }

    /** Draws it; fails if the machine has no fonts. */
    public static byte[] of(HeatMap map) throws IOException {
        return encoded(() -> HeatDrawing.of(map));
    }

    private static byte[] encoded(Supplier<JFreeChart> chart) throws IOException {
        BufferedImage image = image(chart);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException("this Java cannot write PNG");
        }
        return png.toByteArray();
    }

    private static BufferedImage image(Supplier<JFreeChart> chart) throws IOException {
        try {
            return chart.get().createBufferedImage(WIDTH, HEIGHT);
        } catch (LinkageError | InternalError e) {
            throw new IOException(
                    "charts need fonts, which this machine lacks (Debian: apt-get install libfreetype6 fontconfig"
                            + " fonts-dejavu-core)",
                    e);
        }
    }
}
