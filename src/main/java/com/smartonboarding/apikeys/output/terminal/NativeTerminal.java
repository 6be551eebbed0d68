package com.smartonboarding.apikeys.output.terminal;

import org.jline.nativ.CLibrary;

/**
 * Asks the system about the standard streams, for a run without the launcher. This is a separate class, because naming
 * {@link CLibrary} loads jansi's native library, which takes longer than an everyday command.
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

    /** The width, in cells, of the window that shows standard output or error; 0 if it is unknown. */
    static String columns() {
        try {
            for (int descriptor = 1; descriptor < 3; descriptor++) {
                CLibrary.WinSize size = new CLibrary.WinSize();
                if (CLibrary.isatty(descriptor) == 1
                        && CLibrary.ioctl(descriptor, CLibrary.TIOCGWINSZ, size) == 0
                        && size.ws_col > 0) {
                    return Integer.toString(size.ws_col);
                }
            }
            return "0";
        } catch (LinkageError | RuntimeException unavailable) {
            return "0";
        }
    }
}
