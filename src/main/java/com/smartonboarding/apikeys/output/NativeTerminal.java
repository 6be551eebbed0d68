package com.smartonboarding.apikeys.output;

import org.jline.nativ.CLibrary;

/**
 * What the system itself says about the standard streams, for a run without the launcher. A class of its own because
 * naming {@link CLibrary} loads jansi's native library, which costs more than an everyday command.
 */
final class NativeTerminal {
    private NativeTerminal() {}

    /** The letters i, o and e of the streams that are terminals; none when the native library cannot be loaded. */
    static String streams() {
        try {
            StringBuilder streams = new StringBuilder(3);
            for (int descriptor = 0; descriptor < 3; descriptor++) {
                if (CLibrary.isatty(descriptor) == 1) {
                    streams.append("ioe".charAt(descriptor));
                }
            }
            return streams.toString();
        } catch (LinkageError | RuntimeException unavailable) {
            return "";
        }
    }
}
