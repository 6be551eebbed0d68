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
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bytes count as a code, and which position is reported. */
class CodeSearchTest {
    private static final String CODE = TokenCode.draw(new Random(17)).reveal();
    private static final String OTHER = TokenCode.draw(new Random(18)).reveal();
    private static final int SIZE = 8000;

    /** The codes found, each as {@code line:column} and the code, in the order of the search. */
    private static List<String> found(CodeSearch search, InputStream in) throws IOException {
        List<String> found = new ArrayList<>();
        search.search(in::read, (code, line, column) -> found.add(line + ":" + column + " " + code.reveal()));
        return found;
    }

    private static List<String> found(byte[] bytes) throws IOException {
        return found(new CodeSearch(SIZE), new ByteArrayInputStream(bytes));
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
        CodeSearch search = new CodeSearch(SIZE);
        for (int before = SIZE - 120; before < SIZE + 5; before++) {
            String text = "x".repeat(before) + CODE + "\n" + "y".repeat(2 * SIZE) + OTHER;

            assertThat(found(search, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                    .as("%s characters before", before)
                    .containsExactly("1:" + (before + 1) + " " + CODE, "2:" + (2 * SIZE + 1) + " " + OTHER);
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
        assertThat(found("é".repeat(SIZE) + CODE)).containsExactly("1:8001 " + CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, fffe",
        "UTF-16BE, feff",
        "UTF-32LE, fffe0000",
        "UTF-32BE, 0000feff",
    })
    void wideEncodingsAreCountedInTheirCharactersWithAMarkAndWithout(String charset, String mark) throws IOException {
        String text = "ab\ud83d\ude00\u0a0a\r\n" + "\ud83d\ude00".repeat(9001) + CODE + "\r\n";
        byte[] encoded = text.getBytes(Charset.forName(charset));

        assertThat(found(joined(HexFormat.of().parseHex(mark), encoded))).containsExactly("2:9002 " + CODE);
        if (charset.startsWith("UTF-16")) {
            assertThat(found(("abcd" + text).getBytes(Charset.forName(charset))))
                    .containsExactly("2:9002 " + CODE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void wideEncodingsAreFoundWhereverTheyBegin(String charset) throws IOException {
        for (int before = 0; before < 20; before++) {
            byte[] head = Arrays.copyOf("plain text, then \n".getBytes(StandardCharsets.US_ASCII), 18 + before);
            byte[] wide = ("k=" + CODE + ";" + OTHER).getBytes(Charset.forName(charset));

            assertThat(found(joined(head, wide)))
                    .as("%s bytes before", before)
                    .hasSize(2)
                    .allMatch(found -> found.startsWith("2:"));
        }
    }

    /** A byte order mark hides nothing, even if the text does not match it. */
    @Test
    void plainCodesBehindAMarkAreFound() throws IOException {
        byte[] mark = {(byte) 0xFF, (byte) 0xFE};

        assertThat(found(joined(mark, CODE.getBytes(StandardCharsets.US_ASCII))))
                .hasSize(1);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    @Test
    void noNulHidesACode() throws IOException {
        assertThat(found("one stray \0 byte\n" + CODE)).containsExactly("2:1 " + CODE);
        assertThat(found("\0".repeat(4096) + "GET /?k=" + CODE)).containsExactly("1:4105 " + CODE);
        assertThat(found("A=1\0TOKEN=" + CODE + "\0B=2")).containsExactly("1:11 " + CODE);
        assertThat(found("")).isEmpty();
    }

    @Test
    void whateverBytesAreAroundItACodeIsFound() throws IOException {
        Random random = new Random(28);
        for (int i = 0; i < 3000; i++) {
            byte[] head = new byte[random.nextInt(40)];
            byte[] tail = new byte[random.nextInt(40)];
            random.nextBytes(head);
            random.nextBytes(tail);

            assertThat(found(joined(joined(head, CODE.getBytes(StandardCharsets.US_ASCII)), tail)))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%5F",
                "%5f",
                "%255F",
                "%25255f",
                "\\u005f",
                "\\\\u005F",
                "\\x5f",
                "\\u{5f}",
                "\\137",
                "\\_",
                "&#95;",
                "&#x5F;",
                "&lowbar;",
                "&amp;#95;",
                "=5F"
            })
    void escapedUnderscoresAreRead(String underscore) throws IOException {
        String first = CODE.substring(0, 3);
        String id = CODE.substring(4, 16);
        String rest = CODE.substring(17);

        assertThat(found("\n " + first + underscore + id + underscore + rest + "9"))
                .containsExactly("2:2 " + CODE);
        assertThat(found(first + underscore + id + "_" + rest)).containsExactly("1:1 " + CODE);
        assertThat(found(first + "_" + id + underscore + rest)).containsExactly("1:1 " + CODE);
        for (int cut = 1; cut < underscore.length(); cut++) {
            assertThat(found(first + "_" + id + underscore.substring(0, cut) + rest))
                    .as(underscore.substring(0, cut))
                    .isEmpty();
        }
        String whole = first + underscore + id + underscore + rest;
        for (int cut = 0; cut < whole.length(); cut++) {
            assertThat(found(whole.substring(0, cut))).isEmpty();
        }
    }

    @Test
    void lineBreaksOfQuotedPrintableAreReadOver() throws IOException {
        assertThat(found(CODE.substring(0, 30) + "=\r\n" + CODE.substring(30))).containsExactly("1:1 " + CODE);
        assertThat(found(CODE.substring(0, 16) + "=5F" + CODE.substring(17, 40) + "=\n" + CODE.substring(40)))
                .containsExactly("1:1 " + CODE);
        assertThat(found(CODE.substring(0, 30) + "=\r" + CODE.substring(30))).isEmpty();
    }

    @Test
    void base64IsReadInBothAlphabetsWhereverTheCodeBegins() throws IOException {
        Random random = new Random(64);
        for (int before = 0; before < 30; before++) {
            byte[] head = new byte[before];
            byte[] tail = new byte[random.nextInt(6)];
            random.nextBytes(head);
            random.nextBytes(tail);
            byte[] secret = joined(joined(head, CODE.getBytes(StandardCharsets.US_ASCII)), tail);
            int column = before * 8 / 6 + 3;
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getUrlEncoder(),
                    Base64.getEncoder().withoutPadding())) {
                String encoded = encoder.encodeToString(secret);
                assertThat(found("k:" + encoded)).as(encoded).containsExactly("1:" + column + " " + CODE);
                assertThat(found("k:" + encoded + "\n")).containsExactly("1:" + column + " " + CODE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void linesOfBase64AreJoined(String lineBreak) throws IOException {
        for (int width : new int[] {64, 76}) {
            for (int before = 0; before < 3 * width; before++) {
                byte[] secret = ("x".repeat(before) + CODE + "y".repeat(100)).getBytes(StandardCharsets.US_ASCII);
                String encoded = Base64.getMimeEncoder(width, lineBreak.getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(secret);

                assertThat(found(encoded))
                        .as("%s before, in lines of %s", before, width)
                        .hasSize(1);
            }
        }
    }

    @Test
    void everySpellingIsFoundWhereverTheBufferEnds() throws IOException {
        CodeSearch search = new CodeSearch(SIZE);
        List<byte[]> spellings = List.of(
                CODE.replace("_", "&amp;#95;").getBytes(StandardCharsets.US_ASCII),
                CODE.getBytes(StandardCharsets.UTF_16LE),
                CODE.getBytes(Charset.forName("UTF-32BE")),
                Base64.getMimeEncoder().encode((CODE + "\n").getBytes(StandardCharsets.US_ASCII)),
                Base64.getEncoder().encode(("u:" + CODE).getBytes(StandardCharsets.US_ASCII)));
        for (byte[] spelling : spellings) {
            for (int before = SIZE - 600; before < SIZE + 5; before++) {
                byte[] head = new byte[before];
                Arrays.fill(head, (byte) '-');
                byte[] all = joined(joined(head, spelling), new byte[SIZE]);

                assertThat(found(search, new ByteArrayInputStream(all)))
                        .as("%s bytes before", before)
                        .singleElement()
                        .asString()
                        .endsWith(CODE);
            }
        }
    }
}
