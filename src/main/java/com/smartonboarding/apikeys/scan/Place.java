package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.files.ReasonedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder that can be opened. Systems accept no path of more than 4096 bytes, but folders can be deeper. A
 * deeper place is reached from an open folder above it.
 *
 * @param from the open folder that the path starts in, or null when the path is complete
 */
record Place(@Nullable SecureDirectoryStream<Path> from, Path path) {
    /** The longest path, in characters; each may take 4 bytes. */
    private static final int LONGEST = 1000;

    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /** Whether paths into this folder are too long. */
    boolean isFar() {
        return path.toString().length() > LONGEST;
    }

    /** Opens this folder, so that paths can start in it. The caller closes it. */
    SecureDirectoryStream<Path> open() throws IOException {
        if (stream() instanceof SecureDirectoryStream<Path> folder) {
            return folder;
        }
        throw new ReasonedException("it is nested too deeply for this system");
    }

    /** The place with this name in this folder. */
    Place within(@Nullable SecureDirectoryStream<Path> opened, Path name) {
        return opened == null ? new Place(from, path.resolve(name)) : new Place(opened, name);
    }

    BasicFileAttributes facts() throws IOException {
        return from == null
                ? Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                : from.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes();
    }

    /** The sorted names in this folder. */
    List<Path> names() throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = stream()) {
            stream.forEach(entry -> names.add(entry.getFileName()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    SeekableByteChannel read() throws IOException {
        return from == null ? FileChannel.open(path, READ) : from.newByteChannel(path, READ);
    }

    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    private DirectoryStream<Path> stream() throws IOException {
        return from == null ? Files.newDirectoryStream(path) : from.newDirectoryStream(path, LinkOption.NOFOLLOW_LINKS);
    }
}
