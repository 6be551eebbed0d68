package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.secret.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the last known state of a database in a small file beside the key file, so a person who can write only the
 * database cannot restore an older one unnoticed. It holds the sequence and the MAC of the last audit event in two
 * slots, which are written in turn, in place, after each commit. Writes are not synchronised: a lost or torn write
 * leaves the other slot, and an older anchor says less but nothing wrong.
 */
public final class Anchor {
    private static final int SLOT = 512;
    private static final int SIZE = 2 * SLOT;
    private static final long MAGIC = 0x736f6b2d616e6331L; // "sok-anc1"
    private static final int UUID_LENGTH = 36;

    private static final FileAttribute<Set<PosixFilePermission>> ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final @Nullable Path file;
    private final KeyRing ring;

    private Anchor(@Nullable Path file, KeyRing ring) {
        this.file = file;
        this.ring = ring;
    }

    /** The anchor of a database. It keeps nothing if the keys come from no file. */
    static Anchor of(Path database, KeyRing ring) {
        Path keys = ring.file();
        return new Anchor(keys == null ? null : file(keys, database), ring);
    }

    /** Where it is kept. A copy of the database in another place has another anchor. */
    public static Path file(Path keyFile, Path database) {
        byte[] place = Sha256.digest()
                .digest(database.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return keyFile.resolveSibling(
                keyFile.getFileName() + "." + HexFormat.of().formatHex(place, 0, 4) + ".anchor");
    }

    /** Whether the anchor of some database could have this name. */
    public static boolean isAnchorName(Path file) {
        return Pattern.matches("(?s).+\\.[0-9a-f]{8}\\.anchor", String.valueOf(file.getFileName()));
    }

    /** What was last seen, if the file says so, and where to write next. */
    final class Seen {
        private final @Nullable Slot last;
        private final DatabaseKeys keys;

        private Seen(@Nullable Slot last, DatabaseKeys keys) {
            this.last = last;
            this.keys = keys;
        }

        /** The same, for a database whose key was changed since. */
        Seen under(DatabaseKeys newKeys) {
            return new Seen(last, newKeys);
        }

        /** The last event that was seen; empty if the file does not say so. */
        OptionalLong sequence() {
            return last == null ? OptionalLong.empty() : OptionalLong.of(last.sequence);
        }

        /** Refuses a schema that is older than what was seen. */
        void requireNotOlder(int schema) {
            if (last != null && schema < last.schema) {
                throw older("its schema is " + schema + ", but it already had schema " + last.schema);
            }
        }

        /** Refuses a database without the last event that was seen. */
        void requireIn(AuditRepository audit) {
            if (last != null && last.sequence > audit.count()) {
                throw older("its audit trail ends with event " + audit.count() + ", but it already had event "
                        + last.sequence);
            }
            if (last != null && !isIn(last, audit)) {
                throw older("event " + last.sequence + " of its audit trail differs from the one that was seen before");
            }
        }

        /** The sequence of the last event that was seen, if the trail lacks it. */
        OptionalLong missingIn(AuditRepository audit) {
            return last == null || isIn(last, audit) ? OptionalLong.empty() : OptionalLong.of(last.sequence);
        }

        /**
         * Whether the trail has this event. If the key was changed and the anchor not yet moved, then the MAC is the one
         * that the event had before. An anchor under a newer key than the database's was made after that change.
         */
        private boolean isIn(Slot slot, AuditRepository audit) {
            DatabaseKeys marked = slot.marked;
            if (marked == null || marked.keyId().equals(keys.keyId())) {
                return audit.has(slot.sequence, slot.auditMac);
            }
            if (age(marked.keyId()) > age(keys.keyId())) {
                return false;
            }
            return audit.had(marked, slot.sequence, slot.auditMac);
        }

        /** The place of a key among all keys, the newest of which is the last. */
        private int age(String keyId) {
            return ring.known().stream().map(MasterKey::id).toList().indexOf(keyId);
        }

        /** Notes the end of the trail. If this fails, what was committed stays committed. */
        void moveTo(int schema, long sequence, byte[] auditMac) {
            if (file == null) {
                return;
            }
            int at = last == null ? 0 : SLOT - last.at;
            ByteBuffer bytes = ByteBuffer.allocate(last == null ? SIZE : SLOT);
            new Slot(schema, keys.databaseUuid(), sequence, auditMac).write(bytes, keys);
            bytes.position(0);
            try (FileChannel channel = last != null
                    ? FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                    : FileChannel.open(
                            file,
                            Set.of(
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING, // what was there was no anchor
                                    LinkOption.NOFOLLOW_LINKS),
                            ONLY_MINE)) {
                channel.write(bytes, at);
            } catch (IOException e) {
                // The anchor still says what it said before.
            }
        }

        private Failure older(String fact) {
            return new IntegrityException("The database is not the one that was last seen here: " + fact
                            + " (according to " + file + ").")
                    .advising(Next.REMOVE_ANCHOR, String.valueOf(file));
        }
    }

    /** Reads what was last seen of the database with these keys. */
    Seen read(DatabaseKeys keys) {
        byte @Nullable [] bytes = bytes();
        if (bytes == null) {
            return new Seen(null, keys);
        }
        Slot first = Slot.read(bytes, 0);
        Slot second = Slot.read(bytes, SLOT);
        if (first == null || (second != null && second.sequence > first.sequence)) {
            Slot swapped = first;
            first = second;
            second = swapped;
        }
        if (first != null && isTrue(first, keys)) {
            return new Seen(first, keys);
        }
        return new Seen(second != null && isTrue(second, keys) ? second : null, keys);
    }

    /** Removes the file, durably: an anchor that came back after a power cut would refuse the database. */
    void remove() {
        if (file == null) {
            return;
        }
        try {
            if (Files.deleteIfExists(file)) {
                PrivateFiles.syncFolder(file.resolveSibling("."));
            }
        } catch (IOException e) {
            throw PrivateFiles.failure("remove the anchor file", file, e);
        }
    }

    /** The state of a database that was just made: nothing that was seen before counts. */
    Seen forget(DatabaseKeys keys) {
        return new Seen(null, keys);
    }

    private byte @Nullable [] bytes() {
        try {
            byte[] bytes = file == null ? new byte[0] : Files.readAllBytes(file);
            return bytes.length == SIZE ? bytes : null;
        } catch (IOException e) {
            return null; // as good as none
        }
    }

    private boolean isTrue(Slot slot, DatabaseKeys keys) {
        if (slot.uuid.equals(keys.databaseUuid())) {
            if (slot.isMarkedWith(keys)) {
                slot.marked = keys;
                return true;
            }
            for (MasterKey master : ring.known()) {
                DatabaseKeys other = new DatabaseKeys(master, slot.uuid);
                if (slot.isMarkedWith(other)) {
                    slot.marked = other;
                    return true;
                }
            }
            return false;
        }
        for (MasterKey master : ring.known()) {
            if (slot.isMarkedWith(new DatabaseKeys(master, slot.uuid))) {
                throw new IntegrityException(
                                "The database is not the one that was last seen here: it is another database with the"
                                        + " same key file (according to " + file + ").")
                        .advising(
                                "Restore the right database. Only if it was replaced on purpose, remove " + file + ".");
            }
        }
        return false;
    }

    /** One of the two places in the file. */
    private static final class Slot {
        private final int schema;
        private final String uuid;
        private final long sequence;
        private final byte[] auditMac;
        private byte[] mac = new byte[0];
        private int at;
        private @Nullable DatabaseKeys marked;

        Slot(int schema, String uuid, long sequence, byte[] auditMac) {
            this.schema = schema;
            this.uuid = uuid;
            this.sequence = sequence;
            this.auditMac = auditMac;
        }

        static @Nullable Slot read(byte[] bytes, int at) {
            ByteBuffer from = ByteBuffer.wrap(bytes, at, SLOT);
            if (from.getLong() != MAGIC) {
                return null;
            }
            int schema = from.getInt();
            byte[] uuid = new byte[UUID_LENGTH];
            from.get(uuid);
            long sequence = from.getLong();
            byte[] auditMac = new byte[MacKey.MAC_LENGTH];
            from.get(auditMac);
            Slot slot = new Slot(schema, new String(uuid, StandardCharsets.US_ASCII), sequence, auditMac);
            slot.at = at;
            slot.mac = Arrays.copyOfRange(bytes, from.position(), from.position() + MacKey.MAC_LENGTH);
            return slot;
        }

        void write(ByteBuffer to, DatabaseKeys keys) {
            to.putLong(MAGIC)
                    .putInt(schema)
                    .put(uuid.getBytes(StandardCharsets.US_ASCII), 0, UUID_LENGTH)
                    .putLong(sequence)
                    .put(auditMac)
                    .put(markedWith(keys));
        }

        boolean isMarkedWith(DatabaseKeys keys) {
            return MacKey.same(mac, markedWith(keys));
        }

        private byte[] markedWith(DatabaseKeys keys) {
            return keys.rowKey()
                    .mac(new CanonicalForm(Kind.ANCHOR)
                            .add((long) schema)
                            .add(uuid)
                            .add(sequence)
                            .add(auditMac));
        }
    }
}
