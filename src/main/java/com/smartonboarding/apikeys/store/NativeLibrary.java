package com.smartonboarding.apikeys.store;

import org.sqlite.util.OSInfo;

/**
 * Where SQLite's native library lies. The package has it unpacked; the driver's own way, a copy in the temporary folder
 * at every start, leaves litter after a kill, fails where that folder is {@code noexec}, and is slower.
 */
final class NativeLibrary {
    private static final String FOLDER_OF_ALL = "apikeys.native";
    private static final String FOLDER_FOR_DRIVER = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Tells the driver, before it loads. */
    static void announce() {
        if (System.getProperty(FOLDER_FOR_DRIVER) == null) {
            String folder = System.getProperty(FOLDER_OF_ALL);
            if (folder == null) {
                throw new IllegalStateException("started without the launcher: run bin/apikeys");
            }
            System.setProperty(FOLDER_FOR_DRIVER, folder + "/" + OSInfo.getNativeLibFolderPathForCurrentOS());
        }
    }
}
