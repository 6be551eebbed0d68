package com.smartonboarding.apikeys.store.schema;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rollback journal that SQLite keeps beside a database while it is changed ("Database File Format", section 3),
 * read without SQLite.
 */
public final class Journal {
    private static final long MAGIC = 0xd9d505f920a163d7L;
    /** Magic, number of records, nonce, pages of the database before, size of a sector, size of a page. */
    private static final int HEADER_LENGTH = 28;
    /** The number of the page before the page, and a checksum after it. */
    private static final int AROUND_A_PAGE = 8;
    /** Instead of the number of records: all that the file holds. */
    private static final int UNTIL_THE_END = -1;

    private static final int SMALLEST_SECTOR = 32;
    private static final int SMALLEST_PAGE = 512;
    private static final int LARGEST = 65536;

    private Journal() {}

    public static Path of(Path database) {
        return database.resolveSibling(database.getFileName() + "-journal");
    }

    /**
     * The beginning of the database before the change. A rollback restores it.
     *
     * @return at most {@code length} bytes, and none if the database was empty before the change; empty if there is no
     *      journal that SQLite would roll back, or if the change did not touch the first page
     */
    public static Optional<byte[]> beginningBefore(Path database, int length) throws IOException {
        Path journal = of(database);
        if (!Files.isRegularFile(journal)) {
            return Optional.empty();
        }
        try (RandomAccessFile in = new RandomAccessFile(journal.toFile(), "r")) {
            long size = in.length();
            long at = 0;
            while (at + HEADER_LENGTH <= size) {
                ByteBuffer header = read(in, at, HEADER_LENGTH);
                long magic = header.getLong();
                long records = header.getInt();
                header.getInt(); // the nonce
                int pagesBefore = header.getInt();
                int sector = header.getInt();
                int page = header.getInt();
                if (magic != MAGIC || isNoSize(sector, SMALLEST_SECTOR) || isNoSize(page, SMALLEST_PAGE)) {
                    return Optional.empty();
                }
                if (pagesBefore == 0) {
                    return Optional.of(new byte[0]);
                }
                long record = (long) page + AROUND_A_PAGE;
                long first = at + sector;
                long held = Math.max(0, (size - first) / record);
                records = records == UNTIL_THE_END ? held : Math.min(records, held);
                for (long i = 0; i < records; i++) {
                    if (read(in, first + i * record, Integer.BYTES).getInt() == 1) {
                        return Optional.of(read(in, first + i * record + Integer.BYTES, Math.min(length, page))
                                .array());
                    }
                }
                if (records == 0) {
                    return Optional.empty();
                }
                long end = first + records * record;
                at = (end + sector - 1) / sector * sector; // the next header begins with a sector
            }
            return Optional.empty();
        }
    }

    private static boolean isNoSize(int size, int smallest) {
        return size < smallest || size > LARGEST || Integer.bitCount(size) != 1;
    }

    private static ByteBuffer read(RandomAccessFile in, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.seek(at);
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
