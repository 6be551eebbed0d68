package com.smartonboarding.apikeys.cli.caller;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** A connection between the two processes. Neither trusts the lengths that the other one sends. */
final class Wire implements AutoCloseable {
    /** The most bytes of a file that are sent at a time. */
    static final int PIECE = 256 * 1024;

    /** Longer texts are cut. No path of Linux is longer than 4096 bytes. */
    private static final int LONGEST_TEXT = 16_000;

    private final SocketChannel channel;
    private final DataInputStream in;
    private final DataOutputStream out;

    Wire(SocketChannel channel) {
        this.channel = channel;
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    SocketChannel channel() {
        return channel;
    }

    /** The next number from 0 to 255, or -1 if the other process closed the connection. */
    int next() throws IOException {
        return in.read();
    }

    boolean flag() throws IOException {
        return in.readBoolean();
    }

    int number() throws IOException {
        return in.readInt();
    }

    long count() throws IOException {
        return in.readLong();
    }

    String text() throws IOException {
        return in.readUTF();
    }

    /**
     * Bytes.
     *
     * @param most how many there may be
     */
    byte[] bytes(int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most) {
            throw new IOException("the length is out of bounds");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Sends the position of a constant: both processes have the same version. */
    @SuppressWarnings("EnumOrdinal")
    Wire put(Enum<?> word) throws IOException {
        out.writeByte(word.ordinal());
        return this;
    }

    Wire put(boolean flag) throws IOException {
        out.writeBoolean(flag);
        return this;
    }

    Wire put(int number) throws IOException {
        out.writeInt(number);
        return this;
    }

    Wire put(long count) throws IOException {
        out.writeLong(count);
        return this;
    }

    Wire put(String text) throws IOException {
        out.writeUTF(text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT));
        return this;
    }

    Wire put(byte[] bytes, int length) throws IOException {
        out.writeInt(length);
        out.write(bytes, 0, length);
        return this;
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
