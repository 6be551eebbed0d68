package com.smartonboarding.apikeys.secret;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.WrongKeyException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.text.UtcTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key file: a text with a version and one key per line, {@code key ID CREATED BASE64 CHECK}, the newest last. Lines
 * that begin with {@code #} explain the file to anyone who finds it.
 */
public final class KeyFile {
    private static final String VERSION_LINE = "apikeys-key-file 1";
    private static final String PREAMBLE = """
            # The master keys of apikeys. Whoever has this file and the database can read every token code.
            # Keep it private (mode 0600), and keep its backup apart from the backups of the database:
            # without it, no token can be checked or shown again.
            """;

    private final List<MasterKey> keys;
    private final @Nullable Path file;

    /** A key file with one key that is not written anywhere yet. */
    public KeyFile(MasterKey key) {
        this(List.of(key), null);
    }

    private KeyFile(List<MasterKey> keys, @Nullable Path file) {
        this.keys = keys;
        this.file = file;
    }

    /** Reads the key file at this path, which the caller has found safe. */
    public static KeyFile read(Path file) {
        try {
            return new KeyFile(parse(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString()).keys, file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Reads what {@link #text} wrote. Refuses an incomplete file, and repeats nothing of it in the message. */
    static KeyFile parse(String text, String path) {
        List<MasterKey> keys = new ArrayList<>();
        boolean versionSeen = false;
        for (String line : text.split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!versionSeen) {
                versionSeen = line.equals(VERSION_LINE);
                if (!versionSeen) {
                    throw damaged(path, "it does not begin with '" + VERSION_LINE + "'");
                }
                continue;
            }
            MasterKey key = parseKey(line, path);
            if (keys.stream().anyMatch(other -> other.id().equals(key.id()))) {
                throw damaged(path, "it holds two keys with the id " + key.id());
            }
            keys.add(key);
        }
        if (keys.isEmpty()) {
            throw damaged(path, "it holds no key");
        }
        return new KeyFile(List.copyOf(keys), null);
    }

    /** The content of the file. */
    public byte[] text() {
        StringBuilder text = new StringBuilder(PREAMBLE).append(VERSION_LINE).append('\n');
        for (MasterKey key : keys) {
            text.append(line(key)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The same keys for a copy of the database, which has no anchor: as if they came from no file. */
    public KeyFile withoutPlace() {
        return new KeyFile(keys, null);
    }

    /** The path it was read from, or null. */
    public @Nullable Path file() {
        return file;
    }

    /** The key with this id. */
    public Optional<MasterKey> find(String id) {
        for (MasterKey key : keys) {
            if (key.id().equals(id)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** The same keys, and this one as the newest. */
    public KeyFile with(MasterKey newest) {
        List<MasterKey> more = new ArrayList<>(keys);
        more.add(newest);
        return new KeyFile(List.copyOf(more), file);
    }

    /** The same keys without this one. */
    public KeyFile without(String id) {
        return new KeyFile(keys.stream().filter(key -> !key.id().equals(id)).toList(), file);
    }

    /** All keys, the newest last. */
    public List<MasterKey> keys() {
        return keys;
    }

    /** The key for everything new. */
    public MasterKey newest() {
        return keys.get(keys.size() - 1);
    }

    private static MasterKey parseKey(String line, String path) {
        List<String> words = List.of(line.split(" ", -1));
        if (words.size() != 5 || !words.get(0).equals("key") || !TokenCode.isBase62(words.get(1))) {
            throw damaged(path, "a line of it does not have the five words of a key");
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            MasterKey key = new MasterKey(words.get(1), UtcTime.parse(words.get(2)), base64.decode(words.get(3)));
            // Compare the text, because base64 and times can also be read in spellings that this tool does not write.
            if (key.bytes().length == MasterKey.LENGTH && line.equals(line(key))) {
                return key;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // An unreadable time or base64 is damage, like a wrong check value.
        }
        throw damaged(path, "key " + words.get(1) + " does not match its check value");
    }

    private static String line(MasterKey key) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "key " + key.id() + " " + UtcTime.of(key.created()) + " " + base64.encodeToString(key.bytes()) + " "
                + base64.encodeToString(key.checkValue());
    }

    /** Whether a key file can have this byte at this position. */
    public static boolean mayHold(long position, int octet) {
        return position < PREAMBLE.length() ? octet == PREAMBLE.charAt((int) position) : octet > 0 && octet < 127;
    }

    static Failure unreadable(Path file, IOException why) {
        return new WrongKeyException("The key file " + file + " could not be read: " + IoErrorText.of(why) + ".")
                .advising(
                        why instanceof AccessDeniedException
                                ? Advice.of(Next.SET_MODE, "600", file)
                                : Advice.of(Next.LOOK_AT_KEY_FILE, file));
    }

    private static Failure damaged(String path, String how) {
        return new WrongKeyException("The key file " + path + " is damaged: " + how + ".")
                .advising("Restore the copy that belongs to this database.");
    }
}
