package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.server.place.InheritedPlace;
import com.smartonboarding.apikeys.server.place.LoopbackPlace;
import com.smartonboarding.apikeys.server.place.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens. The socket that the system hands over is always served, because those who connect to it would
 * otherwise wait for ever.
 */
final class Places {
    private final @Nullable Place inherited =
            InheritedPlace.isOffered() ? new InheritedPlace("The socket that is standard input") : null;

    private final List<Place> listen = new ArrayList<>();
    private final List<Place> status = new ArrayList<>();

    /** Takes a place for proxies and servers. */
    void listen(String option, String text) {
        listen.add(place(option, text));
    }

    /** Takes a place for the status. */
    void status(String option, String text) {
        status.add(place(option, text));
    }

    private Place place(String option, String text) {
        Place place = Place.of(option, text);
        if (all().anyMatch(place::isSameAs)) {
            throw new UsageException("The place " + ShellWord.of(text) + " is given twice.");
        }
        return inherited != null && inherited.isSameAs(place) ? inherited : place;
    }

    /** Adds the socket that the system hands over, unless it was named, or else the usual place if there is none. */
    void complete(Supplier<Place> usual) {
        if (inherited != null && all().noneMatch(inherited::isSameAs)) {
            listen.add(0, inherited);
        }
        if (listen.isEmpty()) {
            listen.add(usual.get());
        }
    }

    /** Whether there is no Unix socket. */
    boolean areAllPorts() {
        return all().allMatch(place -> place instanceof LoopbackPlace);
    }

    private Stream<Place> all() {
        return Stream.concat(listen.stream(), status.stream());
    }

    List<Place> listen() {
        return List.copyOf(listen);
    }

    List<Place> status() {
        return List.copyOf(status);
    }
}
