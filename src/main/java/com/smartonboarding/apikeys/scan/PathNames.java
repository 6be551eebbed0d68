package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.text.FileName;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Converts between {@link FileName}s and Java's paths, which keep bytes that are not UTF-8 but print them all alike.
 */
public final class PathNames {
    private static final char REPLACEMENT = '\ufffd';

    private PathNames() {}

    /** The path as text, without loss. */
    public static String text(Path path) {
        String text = path.toString();
        if (text.indexOf(REPLACEMENT) < 0) {
            return text;
        }
        StringBuilder exact = new StringBuilder(path.isAbsolute() ? "/" : "");
        for (Path part : path) {
            exact.append(exact.length() > 1 || (!path.isAbsolute() && exact.length() > 0) ? "/" : "")
                    .append(part.toString().indexOf(REPLACEMENT) < 0 ? part.toString() : exact(part));
        }
        return exact.toString();
    }

    /** Whether a program that gets this path from Java gets different bytes. */
    public static boolean isLossy(Path path) {
        return path.toString().indexOf(REPLACEMENT) >= 0;
    }

    /** The path with these bytes, which must be absolute. */
    public static Path path(byte[] bytes) {
        StringBuilder uri = new StringBuilder("file://");
        for (byte b : bytes) {
            uri.append(b == '/' ? "/" : "%" + HexFormat.of().toHexDigits(b));
        }
        return Path.of(URI.create(uri.toString()));
    }

    /** The path with these bytes, which must be relative. */
    public static Path relative(byte[] bytes) {
        byte[] absolute = new byte[bytes.length + 1];
        absolute[0] = '/';
        System.arraycopy(bytes, 0, absolute, 1, bytes.length);
        return Path.of("/").relativize(path(absolute));
    }

    /** One name. Java reveals its exact bytes only in a URI. */
    private static String exact(Path name) {
        String uri = name.toUri().getRawPath();
        int end = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        String last = uri.substring(uri.lastIndexOf('/', end - 1) + 1, end);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < last.length(); i++) {
            if (last.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(last, i + 1, i + 3));
                i += 2;
            } else {
                bytes.writeBytes(last.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return FileName.decode(bytes.toByteArray());
    }
}
