package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.cli.talk.OnInterrupt;
import com.smartonboarding.apikeys.cli.talk.SecretFile;
import com.smartonboarding.apikeys.files.Draft;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file for codes that this process writes. */
final class SecretFileHere implements SecretFile {
    /** The length of a code with its line end. */
    private static final int LINE = TokenCode.LENGTH + 1;

    private final Path file;
    private final boolean exists;
    private final long account;
    private byte[] present = {};
    private @Nullable Draft draft;
    private @Nullable OnInterrupt onInterrupt;

    /**
     * A place that was checked.
     *
     * @param account the uid of this process
     */
    SecretFileHere(Path file, boolean exists, long account) {
        this.file = file;
        this.exists = exists;
        this.account = account;
    }

    @Override
    public Path path() {
        return file;
    }

    @Override
    public boolean exists() {
        return exists;
    }

    @Override
    public void open(int size) throws IOException {
        Draft opened = Draft.open(file, size, account, SecretFileHere::mayHold);
        draft = opened;
        onInterrupt = new OnInterrupt(opened::close);
        if (exists) {
            present = content();
        }
    }

    @Override
    public byte[] present() {
        return present;
    }

    @Override
    public void fill(byte[] content) throws IOException {
        Objects.requireNonNull(draft).fill(content);
    }

    @Override
    public boolean publish(boolean replace) throws IOException {
        return Objects.requireNonNull(draft).publish(replace);
    }

    @Override
    public void close() {
        if (draft != null) {
            draft.close();
        }
        if (onInterrupt != null) {
            onInterrupt.close();
        }
    }

    /** Whether lines of codes can have this byte at this position. */
    private static boolean mayHold(long position, int octet) {
        int at = (int) (position % LINE);
        return at == TokenCode.LENGTH ? octet == '\n' : TokenCode.mayHold(at, octet);
    }

    private byte[] content() {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            return content.length > LARGEST ? new byte[0] : content;
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
