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

/** Where the server listens if neither the command line nor systemd says it. */
final class DefaultPlace {
    private static final String SOCKET = "serve.sock";

    /** Set by systemd if it hands over sockets; see sd_listen_fds(3). */
    private static final String SOCKETS = "LISTEN_FDS";

    /** Set by systemd for a unit with a RuntimeDirectory; several folders are separated by colons. */
    private static final String RUNTIME_FOLDER = "RUNTIME_DIRECTORY";

    private static final String RUNTIME_FOLDER_OF_USER = "XDG_RUNTIME_DIR";

    private DefaultPlace() {}

    /** A socket in the folder for such things. */
    static Place find(Map<String, String> environment, FileGuard guard) {
        if (environment.containsKey(SOCKETS) && !InheritedPlace.isOffered()) {
            throw new UsageException("systemd hands over a socket (" + SOCKETS
                            + "), but not as standard input, where this command expects it.")
                    .advising("Set StandardInput=socket in the service, or name a place with --listen.");
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
