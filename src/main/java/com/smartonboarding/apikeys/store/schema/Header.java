package com.smartonboarding.apikeys.store.schema;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UnsafeFileException;
import com.smartonboarding.apikeys.files.ShellWord;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The first 100 bytes of a SQLite database ("Database File Format", section 1.3), read without SQLite. */
public final class Header {
    private static final int LENGTH = 100;
    private static final int PAGE_SIZE_AT = 16;
    private static final int WRITE_VERSION_AT = 18;
    private static final int READ_VERSION_AT = 19;
    private static final int PAGES_AT = 28;
    private static final int APPLICATION_ID_AT = 68;
    /** The file format version of a database with a rollback journal. With a write-ahead log it is 2. */
    private static final int ROLLBACK_JOURNAL = 1;

    private static final String[] OF_WRITE_AHEAD_LOG = {"-wal", "-shm"};

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private Header() {}

    /**
     * Refuses a file that is not a database of ours, before SQLite opens it. Opening alone could change the file,
     * because SQLite would roll back a journal beside it. While there is a journal, a power cut may have left a
     * half-written header. The journal then tells what the beginning was: one of ours, or nothing before the first run.
     *
     * <p>Call it only while this process has the file open nowhere else: closing any descriptor of a file drops all
     * locks that the process has on it (fcntl(2), "Record locking").
     *
     * @return whether the file has a whole header of ours; false for an empty file, and while there is a journal
     */
    public static boolean check(Path file) {
        try {
            return isWhole(file);
        } catch (IOException e) {
            throw new StorageException(file + " could not be read.", e);
        }
    }

    private static boolean isWhole(Path file) throws IOException {
        Path journal = Journal.of(file);
        boolean inChange = Files.exists(journal);
        byte[] header;
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            header = in.readNBytes(LENGTH);
        }
        inChange = inChange || Files.exists(journal);
        if (header.length == 0) {
            return false;
        }
        if (!isOurs(header) && !(inChange && isToBecomeOurs(file, header))) {
            throw new IntegrityException(
                    file + " is not an apikeys database, or its beginning is damaged. It was not opened.");
        }
        if (!inChange
                && (header[WRITE_VERSION_AT] != ROLLBACK_JOURNAL || header[READ_VERSION_AT] != ROLLBACK_JOURNAL)) {
            throw new IntegrityException(
                            file + " was given another journal mode (such as WAL) by something other than apikeys.")
                    .advising(Next.RESET_JOURNAL_MODE);
        }
        requireNoLog(file);
        if (inChange) {
            return false;
        }
        ByteBuffer fields = ByteBuffer.wrap(header);
        if (file.toFile().length() < (long) fields.getShort(PAGE_SIZE_AT) * fields.getInt(PAGES_AT)) {
            throw IntegrityException.tampered(file + " was cut short: its last pages are missing.");
        }
        return true;
    }

    /**
     * Refuses a file that our databases never have beside them. SQLite would read it as part of the database, or delete
     * it.
     */
    public static void requireNoLog(Path file) {
        for (String suffix : OF_WRITE_AHEAD_LOG) {
            Path log = file.resolveSibling(file.getFileName() + suffix);
            if (Files.exists(log, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnsafeFileException(ShellWord.of(log)
                                + " lies beside the database and was not made by apikeys, which uses a rollback"
                                + " journal and never makes a file of this name. SQLite would read it as part of the"
                                + " database or delete it, so the database was not opened.")
                        .advising(Next.MOVE_AWAY, log);
            }
        }
    }

    /**
     * Whether a rollback gives this file a beginning of ours, or empties it because it was empty before the first run.
     */
    private static boolean isToBecomeOurs(Path file, byte[] header) throws IOException {
        return Journal.beginningBefore(file, LENGTH)
                .filter(before -> before.length == 0 ? !isOfAnother(header) : isOurs(before))
                .isPresent();
    }

    private static boolean isOurs(byte[] header) {
        return isSqlite(header) && applicationId(header) == Schema.APPLICATION_ID;
    }

    /** Whether it is the complete header of another program's database, and not a half-written one of ours. */
    private static boolean isOfAnother(byte[] header) {
        return isSqlite(header) && applicationId(header) != 0 && applicationId(header) != Schema.APPLICATION_ID;
    }

    private static boolean isSqlite(byte[] header) {
        return header.length == LENGTH
                && ByteBuffer.wrap(header, 0, MAGIC.length).equals(ByteBuffer.wrap(MAGIC));
    }

    private static int applicationId(byte[] header) {
        return ByteBuffer.wrap(header).getInt(APPLICATION_ID_AT);
    }
}
