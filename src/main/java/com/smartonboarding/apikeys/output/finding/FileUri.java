package com.smartonboarding.apikeys.output.finding;

import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.text.FileName;
import java.util.Locale;

/** File names as URI references (RFC 3986), which can express any byte. */
final class FileUri {
    private static final String UNRESERVED = "-._~/";

    private FileUri() {}

    /**
     * A relative reference, or a file URI if the path is absolute. Every byte that is not plain is percent-encoded.
     */
    static String of(String path) {
        String relative = path.startsWith("./") ? path.substring(2) : path;
        StringBuilder uri = new StringBuilder(path.startsWith("/") ? "file://" : "");
        for (byte b : FileName.encode(relative)) {
            if (TokenCode.isDigit(b & 0xFF) || UNRESERVED.indexOf(b & 0xFF) >= 0) {
                uri.append((char) b);
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
            }
        }
        return uri.toString();
    }
}
