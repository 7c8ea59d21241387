package io.tinyfleet.deploy.experiment.outcome;

import java.util.List;

/** A table in Markdown: text in the first column, numbers to the right in the others. */
final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    MarkdownTable(List<String> header) {
        columns = header.size();
        row(header);
        text.append("|---|").append("---:|".repeat(columns - 1)).append('\n');
    }

    void row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalStateException(
                    "this is a bug: " + cells.size() + " cells in a table of " + columns + " columns");
        }
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
