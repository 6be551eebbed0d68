package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.model.text.AsciiSet;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/**
 * Netty's decoder with two changes: it stops after each request until that is answered, and it does not tolerate errors
 * in a request line. It marks a wrong request as such, and reads nothing after it.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final String PROTOCOL = "HTTP/";
    private static final AsciiSet DIGITS = AsciiSet.range('0', '9');

    private static final int SCRATCH = 512;

    private final Connection connection;
    private boolean decoding;
    private boolean begun;
    private int endOfWord;

    RequestDecoder(Connection connection, Limits limits) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.line())
                .setMaxHeaderSize(limits.headers())
                .setMaxChunkSize(limits.body())
                .setInitialBufferSize(SCRATCH)
                // System properties could change the defaults of these two.
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
        this.connection = connection;
    }

    /** Whether its loop is running. The loop reads on by itself as soon as it may. */
    boolean isDecoding() {
        return decoding;
    }

    /** What is read next is a new request. */
    void ended() {
        begun = false;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object input) throws Exception {
        decoding = true;
        try {
            super.channelRead(context, input);
        } finally {
            decoding = false;
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        // Otherwise thousands of small requests in one buffer would become objects before the first one is answered.
        if (!connection.mayRead()) {
            return;
        }
        if (!begun) {
            begun = isAtRequest(in);
        }
        if (begun) {
            super.decode(context, in, out);
        }
    }

    /**
     * Skips empty lines before a request (RFC 9112, 2.2). Netty also skips spaces and control characters there.
     */
    private static boolean isAtRequest(ByteBuf in) {
        while (in.isReadable()) {
            int first = in.getByte(in.readerIndex());
            if (first > HttpConstants.SP) {
                return true;
            }
            if (first != HttpConstants.CR) {
                throw new DecoderException("no request line");
            }
            if (in.readableBytes() == 1) {
                return false;
            }
            if (in.getByte(in.readerIndex() + 1) != HttpConstants.LF) {
                throw new DecoderException("no request line");
            }
            in.skipBytes(2);
        }
        return false;
    }

    // RFC 9112, 3: one space between two words. Netty also accepts several spaces, and tabs.

    @Override
    protected String splitFirstWordInitialLine(byte[] line, int start, int length) {
        endOfWord = start + length;
        return super.splitFirstWordInitialLine(line, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] line, int start, int length) {
        requireOneSpace(line, start);
        endOfWord = start + length;
        return super.splitSecondWordInitialLine(line, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] line, int start, int length) {
        requireOneSpace(line, start);
        String version = super.splitThirdWordInitialLine(line, start, length);
        if (!isVersion(version)) {
            throw new IllegalArgumentException("no version");
        }
        return version;
    }

    /** RFC 9112, 2.3. Netty also accepts small letters. */
    private static boolean isVersion(String text) {
        int digit = PROTOCOL.length();
        return text.length() == digit + 3
                && text.startsWith(PROTOCOL)
                && DIGITS.has(text.charAt(digit))
                && text.charAt(digit + 1) == '.'
                && DIGITS.has(text.charAt(digit + 2));
    }

    private void requireOneSpace(byte[] line, int start) {
        if (start != endOfWord + 1 || line[endOfWord] != HttpConstants.SP) {
            throw new IllegalArgumentException("more than a space");
        }
    }
}
