package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.files.ReasonedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The bytes of one object in a stream of many objects. */
public final class Body implements CodeSearch.Source {
    private final InputStream in;
    private long rest;

    public Body(InputStream in, long size) {
        this.in = in;
        this.rest = size;
    }

    /** A body of bytes that were read already. */
    public static Body of(byte[] bytes) {
        return new Body(new ByteArrayInputStream(bytes), bytes.length);
    }

    /** All bytes, if there are at most {@code most} of them; otherwise reads nothing. */
    public Optional<byte[]> whole(int most) throws IOException {
        if (rest > most) {
            return Optional.empty();
        }
        byte[] bytes = in.readNBytes((int) rest);
        if (bytes.length < rest) {
            throw new ReasonedException("it ended early");
        }
        rest = 0;
        return Optional.of(bytes);
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        if (rest == 0) {
            return -1;
        }
        int count = in.read(target, start, (int) Math.min(length, rest));
        if (count < 0) {
            throw new ReasonedException("it ended early");
        }
        rest -= count;
        return count;
    }
}
