package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.files.ShellWord;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket. It is made under another name, and renamed when its group and mode are right, so nobody sees
 * it half-made.
 *
 * @param path its name
 * @param inode which file it is, whatever has the name later
 */
record SocketFile(Path path, Object inode) {
    /** How many connections may wait to be accepted. The kernel allows fewer if {@code net.core.somaxconn} is lower. */
    static final int BACKLOG = 1_024;

    /** The most bytes of a path that Java takes. The kernel has room for 108 with the NUL at the end; see unix(7). */
    private static final int LONGEST = 106;

    private static final int DRAFT_DIGITS = 5;
    private static final int DRAFTS = 36 * 36 * 36 * 36 * 36;

    private static final Set<OpenOption> LOCK =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<Set<PosixFilePermission>> ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Makes the file, and listens there. Of two processes that want the same name at the same time, one gets it. */
    static OpenPlace listen(Path path, SocketAccess access) {
        Path draft = draft(path, access.random());
        requireShort(path);
        requireShort(draft);
        access.guard().checkPlaceOfSocket(path); // before anything is made in its folder
        Path lock = path.resolveSibling("." + path.getFileName() + ".lock");
        try (FileChannel turn = FileChannel.open(lock, LOCK, ONLY_MINE)) {
            if (!isMine(turn)) {
                throw conflict(path);
            }
            boolean isFree = !access.guard().checkPlaceOfSocket(path) || !isUsed(path);
            OpenPlace place = isFree ? replace(path, draft, access) : null;
            // Only now: a process that has opened this file can still lock it, and must then find a socket in use.
            Files.deleteIfExists(lock);
            if (place == null) {
                throw conflict(path);
            }
            return place;
        } catch (IOException e) {
            throw PrivateFiles.failure("listen at", path, e);
        }
    }

    private static boolean isMine(FileChannel turn) throws IOException {
        try {
            return turn.tryLock() != null;
        } catch (OverlappingFileLockException e) { // another thread of this process
            return false;
        }
    }

    private static OpenPlace replace(Path path, Path draft, SocketAccess access) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(UnixDomainSocketAddress.of(draft), BACKLOG);
            SocketFile file = new SocketFile(path, Objects.requireNonNull(inode(draft)));
            admit(draft, access);
            turnAway(channel);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            return OpenPlace.ofFile(channel, channel.getLocalAddress(), file);
        } catch (IOException | RuntimeException e) {
            channel.close();
            Files.deleteIfExists(draft);
            throw e;
        }
    }

    /** Takes the name away, unless another file has it meanwhile. */
    void remove() {
        if (inode.equals(inode(path))) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // Nobody answers there any more, so the next process replaces it.
            }
        }
    }

    private static Path draft(Path path, RandomGenerator random) {
        String digits = Integer.toString(random.nextInt(DRAFTS), 36);
        return path.resolveSibling("." + "0".repeat(DRAFT_DIGITS - digits.length()) + digits);
    }

    private static void requireShort(Path path) {
        int bytes = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            throw new UsageException("The path of a Unix socket can have at most " + LONGEST + " bytes. "
                    + ShellWord.of(path) + " has " + bytes + ".");
        }
    }

    /** Whether a process listens there, or uses the socket in another way. */
    private static boolean isUsed(Path path) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false); // with a full backlog, this process would wait
            channel.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException | NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true; // for example a full backlog, or a socket for datagrams
        }
    }

    /** Lets in those who may connect. The group comes first, so the mode never lets in members of another one. */
    private static void admit(Path draft, SocketAccess access) throws IOException {
        GroupPrincipal group = access.group();
        if (group != null) {
            try {
                Files.getFileAttributeView(draft, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .setGroup(group);
            } catch (FileSystemException e) {
                throw new DeniedException("This account cannot give a socket to the group "
                        + ShellWord.of(group.getName()) + ", because it is not a member of it.");
            }
        }
        Files.setPosixFilePermissions(draft, access.mode());
    }

    /** Closes connections that were made before the mode was set. With an open umask, anybody could have made them. */
    private static void turnAway(ServerSocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        for (SocketChannel early = channel.accept(); early != null; early = channel.accept()) {
            early.close();
        }
    }

    private static @Nullable Object inode(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private static ConflictException conflict(Path path) {
        return new ConflictException("Another process listens at " + ShellWord.of(path) + ".");
    }
}
