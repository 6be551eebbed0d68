package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.files.ReasonedException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import jdk.net.ExtendedSocketOptions;

/**
 * Where the two processes meet: a socket in a folder of the caller's that has a name nobody can guess. Everybody may
 * connect, but the kernel says who did, to both of them.
 */
final class Rendezvous {
    private static final String PLACE = "/tmp/apikeys-";
    private static final Pattern NAME = Pattern.compile(Pattern.quote(PLACE) + "[0-9a-f]{32}");
    private static final int RANDOM_BYTES = 16;
    /** More than a process needs from making the folder to waiting in it. */
    private static final Duration GETTING_READY = Duration.ofMinutes(1);

    private Rendezvous() {}

    /** Makes the folder. */
    static Path create(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        Path folder = Path.of(PLACE + HexFormat.of().formatHex(bytes));
        try {
            return Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw PrivateFiles.failure("create the folder", folder, e);
        }
    }

    /** Removes what processes of this user left that were killed: places where nobody waits. */
    static void removeAbandoned(long uid, Instant now) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/tmp"), "apikeys-*")) {
            for (Path folder : all) {
                if (NAME.matcher(folder.toString()).matches() && isAbandoned(folder, uid, now)) {
                    remove(folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // They are empty and useless, and cost nothing but their names.
        }
    }

    private static boolean isAbandoned(Path folder, long uid, Instant now) throws IOException {
        try {
            Map<String, Object> facts =
                    Files.readAttributes(folder, "unix:uid,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
            FileTime made = (FileTime) fact(facts, "lastModifiedTime");
            if (Integer.toUnsignedLong((Integer) fact(facts, "uid")) != uid
                    || made.toInstant().isAfter(now.minus(GETTING_READY))) {
                return false;
            }
        } catch (IOException e) {
            return false; // its process has removed it
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return !channel.connect(UnixDomainSocketAddress.of(socket(folder)));
        } catch (IOException e) {
            return true;
        }
    }

    /** Opens the socket in the folder. */
    static ServerSocketChannel listen(Path folder) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(socket(folder)));
            Files.setPosixFilePermissions(socket(folder), PosixFilePermissions.fromString("rw-rw-rw-"));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
            return server;
        } catch (IOException e) {
            throw PrivateFiles.failure("listen in the folder", folder, e);
        }
    }

    static void remove(Path folder) {
        try {
            Files.deleteIfExists(socket(folder));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // It is empty and useless. The system cleans its temporary folder up.
        }
    }

    /** Whether the process at the other end belongs to this user. */
    static boolean isOf(UserPrincipal user, SocketChannel channel) throws IOException {
        return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(user);
    }

    /**
     * Connects to the process that waits in the folder. Refuses it before anything is sent, unless it belongs to this
     * user.
     */
    static SocketChannel connect(String folder, long uid) throws IOException {
        if (!NAME.matcher(folder).matches()) {
            throw refused("has no name that apikeys gives");
        }
        Path place = Path.of(folder);
        // One look at the folder: there is no other way from a uid to a user that does not go by names.
        Map<String, Object> facts = Files.readAttributes(place, "unix:uid,owner", LinkOption.NOFOLLOW_LINKS);
        UserPrincipal owner = (UserPrincipal) fact(facts, "owner");
        if (Integer.toUnsignedLong((Integer) fact(facts, "uid")) != uid) {
            throw refused("belongs to somebody else");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket(place)));
            if (isOf(owner, channel)) {
                return channel;
            }
        } catch (IOException e) {
            channel.close();
            throw new ReasonedException("nobody waits there", e);
        }
        channel.close();
        throw refused("leads to a process of somebody else");
    }

    private static Object fact(Map<String, Object> facts, String name) {
        return Objects.requireNonNull(facts.get(name));
    }

    private static Path socket(Path folder) {
        return folder.resolve("socket");
    }

    private static Failure refused(String why) {
        return new DeniedException("The place where a process of the caller's should wait " + why + ".");
    }
}
