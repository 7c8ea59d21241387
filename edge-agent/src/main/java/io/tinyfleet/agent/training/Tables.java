package io.tinyfleet.agent.training;

/** Row-major {@code [rows, columns]} arrays. */
final class Tables {
    private Tables() {}

    /** The table itself, if it has as many values as it should. */
    static float[] require(String name, float[] table, int rows, int columns) {
        if (table.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    name + " must be " + rows + " × " + columns + " but has " + table.length + " values");
        }
        return table;
    }
}
