package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.files.ReasonedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Searches one file after another, on one thread. */
final class FileSearch {
    private final CodeSearch search = new CodeSearch();
    private final Tally tally;

    FileSearch(Tally tally) {
        this.tally = tally;
    }

    /**
     * A regular file to search.
     *
     * @param order its position in the order of reports
     * @param size its size when the walk met it
     * @param counted whether it counts as a file for users
     */
    record Wanted(Place place, Named name, long order, long size, boolean counted) {}

    /** Searches a file up to the size it had when the walk met it. If reading fails, what was found before is kept. */
    void search(Wanted file) {
        try (SeekableByteChannel channel = file.place().read()) {
            search.search(
                    new UpToSize(channel, file.size()),
                    (code, line, column) ->
                            tally.found(file.order(), code, file.name().text(), null, line, column));
            if (file.counted()) {
                tally.read();
            }
        } catch (IOException e) {
            tally.unreadable(file.name().text(), e);
        }
    }

    /** The bytes of a file up to its size. Kernel files that report size 0 are read to their end. */
    private static final class UpToSize implements CodeSearch.Source {
        private final SeekableByteChannel channel;
        private final long size;
        private long position;

        UpToSize(SeekableByteChannel channel, long size) {
            this.channel = channel;
            this.size = size;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            if (size > 0 && position >= size) {
                return -1;
            }
            int count = channel.read(ByteBuffer.wrap(target, start, length));
            if (count < 0 && position < size && channel.size() < size) {
                throw new ReasonedException("it was shortened while it was read");
            }
            position += Math.max(count, 0);
            return count;
        }
    }
}
