package com.smartonboarding.apikeys.output.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");
    private static final int LIMIT = 256 * 1024;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LIMIT - 1, LIMIT, LIMIT + 1, 5 * LIMIT + 17})
    void whatIsWrittenComesOutAsOftenAsItIsAskedFor(int size) throws IOException {
        byte[] bytes = bytes(size);
        try (Spool spool = new Spool(LIMIT, folder)) {
            writeInPieces(spool, bytes);

            assertThat(copied(spool)).isEqualTo(bytes);
            assertThat(copied(spool)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100})
    void aTinyLimitIsNoTrouble(int limit) throws IOException {
        byte[] bytes = bytes(1000);
        try (Spool spool = new Spool(limit, folder)) {
            writeInPieces(spool, bytes);
            assertThat(copied(spool)).isEqualTo(bytes);
            spool.write(bytes);
            assertThat(copied(spool)).hasSize(2000).startsWith(bytes).endsWith(bytes);
        }
    }

    @Test
    void upToTheLimitNothingIsWrittenToDisk() throws IOException {
        Path missing = folder.resolve("missing");
        try (Spool spool = new Spool(LIMIT, missing)) {
            spool.write(bytes(LIMIT));

            assertThat(copied(spool)).hasSize(LIMIT);
            assertThatThrownBy(() -> spool.write(1)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aboveTheLimitTheFileHasNoNameAndIsForThisAccountAlone() throws IOException {
        assumeTrue(Files.isDirectory(OPEN_FILES), "needs " + OPEN_FILES);
        try (Spool spool = new Spool(LIMIT, folder)) {
            spool.write(bytes(2 * LIMIT));

            assertThat(folder).isEmptyDirectory();
            List<Path> open = openFiles();
            assertThat(open).hasSize(1);
            assertThat(Files.readSymbolicLink(open.get(0)).toString()).endsWith("(deleted)");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open.get(0))))
                    .isEqualTo("rw-------");
        }
        assertThat(openFiles()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private List<Path> openFiles() throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
            for (Path descriptor : (Iterable<Path>) descriptors::iterator) {
                // The listing's own descriptor no longer exists when it is examined.
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath())) {
                    open.add(descriptor);
                }
            }
        }
        return open;
    }

    private static void writeInPieces(Spool spool, byte[] bytes) throws IOException {
        int single = Math.min(bytes.length, 3);
        for (int i = 0; i < single; i++) {
            spool.write(bytes[i]);
        }
        for (int i = single; i < bytes.length; i += 1013) {
            spool.write(bytes, i, Math.min(1013, bytes.length - i));
        }
    }

    private static byte[] copied(Spool spool) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        spool.copyTo(out);
        return out.toByteArray();
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Arrays.copyOf(bytes, size);
    }
}
