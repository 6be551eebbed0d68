package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.IpAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a request has the address of the client.
 *
 * @param header the header that the nearest proxy writes; null if there is none, and then no address is known. If it has
 *     a list, such as {@code X-Forwarded-For}, the last address counts, because the nearest proxy appended it. The
 *     addresses before it could come from the client.
 */
public record ClientAddress(@Nullable String header) {
    private static final String RESULT = "no_address";

    /** The address of the client, which must be there if the header is known. Networks could not be checked otherwise. */
    Optional<IpAddress> required(Question question) {
        Optional<IpAddress> address = find(question);
        if (header != null && address.isEmpty()) {
            throw new RefusedException(400, RESULT, "The request does not have the header with the client address.");
        }
        return address;
    }

    /** The address of the client, if the request has the header. */
    Optional<IpAddress> find(Question question) {
        List<String> lines = header == null ? List.of() : question.values(header);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String last = lines.get(lines.size() - 1);
        Optional<IpAddress> address = IpAddress.ofClient(HeaderText.trimmed(last.substring(last.lastIndexOf(',') + 1)));
        if (address.isEmpty()) {
            throw new RefusedException(400, RESULT, "The header with the client address does not end with an address.");
        }
        return address;
    }
}
