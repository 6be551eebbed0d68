package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.NamedPath;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.server.place.InheritedPlace;
import com.smartonboarding.apikeys.server.place.Place;
import com.smartonboarding.apikeys.server.place.UnixPlace;
import java.nio.file.Path;
import java.util.Map;

/** Where the server listens if the command line does not say it. */
final class DefaultPlace {
    private static final String SOCKET = "serve.sock";

    /** Set by systemd for a unit with a RuntimeDirectory; several folders are separated by colons. */
    private static final String RUNTIME_FOLDER = "RUNTIME_DIRECTORY";

    private static final String RUNTIME_FOLDER_OF_USER = "XDG_RUNTIME_DIR";

    private DefaultPlace() {}

    /** The socket that the system hands over, or else one in the folder for such things. */
    static Place find(Map<String, String> environment, FileGuard guard) {
        if (InheritedPlace.isOffered()) {
            return new InheritedPlace("Standard input");
        }
        String ofUnit = environment.getOrDefault(RUNTIME_FOLDER, "");
        if (!ofUnit.isEmpty()) {
            String first = ofUnit.split(":", -1)[0];
            return new UnixPlace(NamedPath.absolute(RUNTIME_FOLDER, first).resolve(SOCKET));
        }
        String ofUser = environment.getOrDefault(RUNTIME_FOLDER_OF_USER, "");
        if (!ofUser.isEmpty()) {
            Path runtime = NamedPath.absolute(RUNTIME_FOLDER_OF_USER, ofUser);
            guard.checkPlaceOfSocket(runtime.resolve(SOCKET)); // before anything is made in this folder
            Path folder = runtime.resolve("apikeys");
            PrivateFiles.createFolders(folder);
            return new UnixPlace(folder.resolve(SOCKET));
        }
        throw new UsageException("There is no folder for a socket, because neither " + RUNTIME_FOLDER + " nor "
                        + RUNTIME_FOLDER_OF_USER + " is set.")
                .advising("Name a place with --listen, such as --listen 127.0.0.1:8080.");
    }
}
