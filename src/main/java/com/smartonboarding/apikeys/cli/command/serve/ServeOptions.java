package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.server.BearerCode;
import com.smartonboarding.apikeys.server.ClientAddress;
import com.smartonboarding.apikeys.server.http.Limits;
import com.smartonboarding.apikeys.server.place.Place;
import com.smartonboarding.apikeys.server.place.SocketAccess;
import java.time.Duration;
import java.util.List;

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
}
