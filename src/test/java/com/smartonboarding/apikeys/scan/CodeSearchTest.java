package com.smartonboarding.apikeys.scan;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.TokenCode;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes are a code, and where it is said to be. */
class CodeSearchTest {
    private static final String CODE = TokenCode.draw(new Random(17)).reveal();
    private static final String OTHER = TokenCode.draw(new Random(18)).reveal();
    private static final String BINARY = "binary";

    /** What is found, as {@code line:column} and the code in the order of the search; or that it was not searched. */
    private static List<String> found(CodeSearch search, InputStream in) throws IOException {
        List<String> found = new ArrayList<>();
        boolean searched =
                search.search(in, (code, line, column) -> found.add(line + ":" + column + " " + code.reveal()));
        return searched ? found : List.of(BINARY);
    }

    private static List<String> found(byte[] bytes) throws IOException {
        return found(new CodeSearch(CodeSearch.HEAD), new ByteArrayInputStream(bytes));
    }

    private static List<String> found(String text) throws IOException {
        return found(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "\"%s\"",
                "token=%s&x=1",
                "%%3D%s%%26",
                "'\\n%s\\n'",
                "x%s",
                "%sx",
                "sok_%s",
                "sososok_s_%s_sok_",
                "éé%s\u00a0",
                "sok_aaaaaaaaaaaa_%s"
            })
    void codeIsFoundWhateverIsAroundIt(String around) throws IOException {
        assertThat(found(around.formatted(CODE))).singleElement().asString().endsWith(CODE);
    }

    @Test
    void codesOneAfterAnotherAreAllFound() throws IOException {
        assertThat(found(CODE + OTHER + "\n" + OTHER + "_" + CODE))
                .containsExactly("1:1 " + CODE, "1:56 " + OTHER, "2:1 " + OTHER, "2:57 " + CODE);
    }

    @Test
    void whatIsCutMistypedOrInterruptedIsNone() throws IOException {
        for (int i = 0; i < CODE.length(); i++) {
            char changed = CODE.charAt(i) == '7' ? '8' : '7';
            assertThat(found(CODE.substring(0, i) + changed + CODE.substring(i + 1)))
                    .isEmpty();
            assertThat(found(CODE.substring(0, i) + "\n" + CODE.substring(i))).hasSize(i == 0 ? 1 : 0);
            assertThat(found(CODE.substring(0, i))).isEmpty();
        }
    }

    @Test
    void codeIsFoundWhereverTheBufferEnds() throws IOException {
        CodeSearch search = new CodeSearch(CodeSearch.HEAD);
        for (int before = CodeSearch.HEAD - 120; before < CodeSearch.HEAD + 5; before++) {
            String text = "x".repeat(before) + CODE + "\n" + "y".repeat(2 * CodeSearch.HEAD) + OTHER;

            assertThat(found(search, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                    .as("%s characters before", before)
                    .containsExactly("1:" + (before + 1) + " " + CODE, "2:" + (2 * CodeSearch.HEAD + 1) + " " + OTHER);
        }
    }

    @Test
    void streamThatGivesOneByteAtATimeIsSearchedLikeAnyOther() throws IOException {
        InputStream slow = new ByteArrayInputStream(("a\n b" + CODE).getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] target, int start, int length) {
                return super.read(target, start, Math.min(1, length));
            }
        };

        assertThat(found(new CodeSearch(), slow)).containsExactly("2:3 " + CODE);
    }

    @Test
    void oneLineOfHundredsOfMegabytesNeedsNoMoreMemoryThanTheBuffer() throws IOException {
        long length = 300_000_000;
        InputStream line = new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 's' : -1;
            }

            @Override
            public int read(byte[] target, int start, int wanted) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(wanted, left);
                Arrays.fill(target, start, start + count, (byte) 's');
                left -= count;
                return count;
            }
        };
        InputStream all =
                new SequenceInputStream(line, new ByteArrayInputStream(CODE.getBytes(StandardCharsets.US_ASCII)));

        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();

        assertThat(found(new CodeSearch(), all)).containsExactly("1:" + (length + 1) + " " + CODE);

        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
    }

    @Test
    void linesEndWithLineFeedsAndColumnsCountCharacters() throws IOException {
        assertThat(found("one\r\ntwo\r\n" + CODE)).containsExactly("3:1 " + CODE);
        assertThat(found("\n\n\tx " + CODE)).containsExactly("3:4 " + CODE);
        assertThat(found("\ufeff" + CODE)).containsExactly("1:1 " + CODE);
        assertThat(found("é漢\ud83d\ude00" + CODE)).containsExactly("1:4 " + CODE);
        assertThat(found("é".repeat(CodeSearch.HEAD) + CODE)).containsExactly("1:8001 " + CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, fffe",
        "UTF-16BE, feff",
        "UTF-32LE, fffe0000",
        "UTF-32BE, 0000feff",
    })
    void wideEncodingsAreReadWhereTheFileBeginsWithTheirMark(String charset, String mark) throws IOException {
        String text = "é\ud83d\ude00\r\n" + "\ud83d\ude00".repeat(9001) + CODE + "\r\n";
        byte[] encoded = text.getBytes(Charset.forName(charset));
        byte[] head = HexFormat.of().parseHex(mark);
        byte[] marked = Arrays.copyOf(head, head.length + encoded.length);
        System.arraycopy(encoded, 0, marked, head.length, encoded.length);

        assertThat(found(marked)).containsExactly("2:9002 " + CODE);
        assertThat(found(encoded)).containsExactly(BINARY);
    }

    @Test
    void nulNearTheBeginningMakesItBinary() throws IOException {
        assertThat(found("\0" + CODE)).containsExactly(BINARY);
        assertThat(found("x".repeat(CodeSearch.HEAD - 1) + "\0" + CODE)).containsExactly(BINARY);
        assertThat(found("x".repeat(CodeSearch.HEAD) + "\0" + CODE)).hasSize(1);
        assertThat(found("")).isEmpty();
    }
}
