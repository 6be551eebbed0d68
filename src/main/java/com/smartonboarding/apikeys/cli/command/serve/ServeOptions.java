package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.server.BearerCode;
import com.smartonboarding.apikeys.server.ClientAddress;
import com.smartonboarding.apikeys.server.http.Limits;
import com.smartonboarding.apikeys.server.place.Place;
import com.smartonboarding.apikeys.server.place.SocketAccess;
import com.smartonboarding.apikeys.server.place.UnixPlace;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the command line asks of the server.
 *
 * @param listen where proxies and servers ask
 * @param status where the status is told; empty if at the same places
 * @param access who may connect to the Unix sockets
 * @param code where a request has its code
 * @param address where a request has the address of the client
 * @param accessLog whether each answer is logged
 * @param drain how long the end may take
 */
record ServeOptions(
        List<Place> listen,
        List<Place> status,
        SocketAccess access,
        BearerCode code,
        ClientAddress address,
        Limits limits,
        boolean accessLog,
        Duration drain) {
    /** Whether the status is told at places of its own. */
    boolean statusIsApart() {
        return !status.isEmpty();
    }

    /** Sentences about the folders that keep those who may connect from a Unix socket. */
    List<String> obstacles() {
        return Stream.concat(listen.stream(), status.stream())
                .filter(place -> place instanceof UnixPlace)
                .flatMap(place -> ((UnixPlace) place).obstacle(access).stream())
                .toList();
    }
}
