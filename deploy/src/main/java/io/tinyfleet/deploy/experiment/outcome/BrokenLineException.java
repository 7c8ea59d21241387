package io.tinyfleet.deploy.experiment.outcome;

import java.io.IOException;
import java.nio.file.Path;

/** A file of results that is not as we write it; the message names file, line, what is wrong and what would be right. */
public final class BrokenLineException extends IOException {
    BrokenLineException(Path file, int line, String fault) {
        super(file + ":" + line + ": " + fault);
    }
}
