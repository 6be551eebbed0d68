package com.smartonboarding.apikeys.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lines reach a reader who reads, and nobody waits for one who does not. */
@Timeout(60)
class LineWriterTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void linesAreWrittenInTheirOrderBeforeTheEnd() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LineWriter writer = new LineWriter(out, "test");
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            String line = "line " + i + "\n";
            writer.write(() -> line);
            expected.append(line);
        }

        writer.close(LONG);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
        assertThat(writer.lost()).isZero();
    }

    @Test
    void aReaderWhoDoesNotReadStopsNobodyAndCostsLines() {
        CountDownLatch read = new CountDownLatch(1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LineWriter writer = new LineWriter(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        write(new byte[] {(byte) b}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        awaitReader(read);
                        out.write(bytes, offset, length);
                    }
                },
                "test");
        int lines = 3 * LineWriter.MOST_WAITING;
        for (int i = 0; i < lines; i++) {
            writer.write(() -> "x\n");
        }

        assertThat(writer.lost()).isBetween((long) LineWriter.MOST_WAITING, 2L * LineWriter.MOST_WAITING);
        writer.close(Duration.ofMillis(10)); // does not wait either

        read.countDown();
        writer.close(LONG);
        assertThat(out.size() / 2 + writer.lost()).isEqualTo(lines);
    }

    @Test
    void aReaderWhoIsGoneStopsNobody() {
        LineWriter writer = new LineWriter(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                "test");
        writer.write(() -> "one\n");
        writer.write(() -> "two\n");

        writer.close(LONG);

        assertThat(writer.lost()).isGreaterThanOrEqualTo(2);
    }

    private static void awaitReader(CountDownLatch read) throws IOException {
        try {
            read.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
