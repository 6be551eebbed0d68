package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.FileName;
import com.smartonboarding.apikeys.model.TokenCode;
import java.util.Locale;

/** The names of files as references of RFC 3986, which hold any byte. */
final class FileUri {
    private static final String UNRESERVED = "-._~/";

    private FileUri() {}

    /** A relative reference, or a file URI where the path is absolute; every byte percent-encoded that is not plain. */
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
