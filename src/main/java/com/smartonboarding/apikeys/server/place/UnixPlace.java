package com.smartonboarding.apikeys.server.place;

import java.nio.file.Path;

/**
 * A Unix socket.
 *
 * @param path absolute
 */
public record UnixPlace(Path path) implements Place {
    static final String SCHEME = "unix:";

    @Override
    public OpenPlace open(SocketAccess access) {
        return SocketFile.listen(path, access);
    }
}
