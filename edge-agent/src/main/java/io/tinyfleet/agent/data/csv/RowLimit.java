package io.tinyfleet.agent.data.csv;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a row that never ends, such as one behind a quote that nobody closed, before it fills the memory. */
final class RowLimit extends FilterInputStream {
    /** Bytes of one row. The parser reads ahead by some thousands, so what it is given may be as many more. */
    static final int LONGEST_ROW = 1 << 20;

    private long given;

    RowLimit(InputStream in) {
        super(in);
    }

    void beginRow() {
        given = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (given > LONGEST_ROW) {
            throw new IOException("a row is longer than " + LONGEST_ROW + " bytes; is a quote left open?");
        }
        int read = super.read(target, offset, length);
        given += Math.max(0, read);
        return read;
    }
}
