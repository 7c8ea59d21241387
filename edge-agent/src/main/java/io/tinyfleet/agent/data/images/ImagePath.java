package io.tinyfleet.agent.data.images;

import static io.tinyfleet.agent.data.Quote.quoted;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.PooledSample.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where an image lies tells its class, and perhaps its part. */
record ImagePath(String name, Part part, String className) {
    static final String EXPECTED =
            "CLASS/NAME.jpg, or train/CLASS/NAME.jpg and test/CLASS/NAME.jpg; .jpeg and .png too";

    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png");

    /** A separator, because names in a zip file may be anything. */
    private static final Pattern LEVELS = Pattern.compile("/");

    /** Whether a name, with / between levels, is to be taken for an image; hidden ones are not. */
    static boolean isImage(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith)
                && LEVELS.splitAsStream(name).noneMatch(ImagePath::isHidden);
    }

    private static boolean isHidden(String level) {
        return level.equals("__MACOSX") || (level.startsWith(".") && !level.equals(".."));
    }

    static ImagePath of(Path root, String name) throws DataException {
        String[] levels = LEVELS.split(name, -1);
        if (levels.length == 2 && !levels[0].isEmpty() && !levels[0].equals("..")) {
            return new ImagePath(name, Part.ANY, levels[0]);
        }
        if (levels.length == 3 && !levels[1].isEmpty() && !levels[1].equals("..")) {
            if (levels[0].equals("train")) {
                return new ImagePath(name, Part.TRAIN, levels[1]);
            }
            if (levels[0].equals("test")) {
                return new ImagePath(name, Part.TEST, levels[1]);
            }
        }
        throw new DataException(root + ": image " + quoted(name) + " is out of place, expected " + EXPECTED);
    }
}
