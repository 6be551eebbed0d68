package com.smartonboarding.apikeys.cli.setting;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.Draft;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.store.Anchor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tool's own files. A code or a key that is written over one of them destroys it, or is later destroyed with it.
 */
public record OwnFiles(Path database, Path keyFile, List<Path> configurations) {
    private static final String DATABASE = "is the token database";
    private static final String BESIDE = "is the name of a file that belongs to the token database";
    private static final String KEY_FILE = "is the key file";
    private static final String ANCHOR = "is the name of an anchor file, which records the last event of a database";
    private static final String CONFIGURATION = "is the place of a configuration";
    private static final String DRAFT = "is the name of a draft, which apikeys removes when it finds one";

    /** Refuses to write a code to one of these files, under whatever name. */
    public void refuseForCode(Path file) {
        refuse("--secret-file names", file);
    }

    /** Refuses one of these files, under whatever name. The words come before the path in the message. */
    public void refuse(String words, Path file) {
        String what = sameAs(keyFile, file) ? KEY_FILE : ofDatabase(file);
        what = what == null ? byName(file) : what;
        if (what != null) {
            throw new UsageException(words + " " + file + ", which " + what + ".").advising("Name another file.");
        }
    }

    /** Refuses places that would make one file serve as two of these. */
    public void requireApart() {
        String what = ofDatabase(keyFile);
        what = what == null ? byName(keyFile) : what;
        if (what != null) {
            throw new UsageException("The key file cannot be " + keyFile + ", which " + what + ".")
                    .advising("Name another key file.");
        }
        what = byName(database);
        if (what != null) {
            throw new UsageException("The token database cannot be " + database + ", which " + what + ".")
                    .advising("Name another database.");
        }
    }

    private @Nullable String ofDatabase(Path file) {
        if (sameAs(database, file)) {
            return DATABASE;
        }
        return FileGuard.sidecars(database).stream().anyMatch(each -> sameAs(each, file)) ? BESIDE : null;
    }

    private @Nullable String byName(Path file) {
        if (configurations.stream().anyMatch(each -> sameAs(each, file))) {
            return CONFIGURATION;
        }
        if (Anchor.isAnchorName(file) || sameAs(Anchor.file(keyFile, database), file)) {
            return ANCHOR;
        }
        return Draft.isDraftName(file) ? DRAFT : null;
    }

    /** Whether two paths name the same file, or would if it existed. */
    private static boolean sameAs(Path own, Path file) {
        try {
            if (Files.isSameFile(own, file)) {
                return true;
            }
        } catch (IOException e) {
            // One of them does not exist, or cannot be accessed, so the names decide.
        }
        return real(own).equals(real(file));
    }

    /** The path with all links in its folders resolved; parts that do not exist yet stay as written. */
    private static Path real(Path file) {
        Path path = file.toAbsolutePath().normalize();
        for (Path folder = path.getParent(); folder != null; folder = folder.getParent()) {
            try {
                return folder.toRealPath().resolve(folder.relativize(path));
            } catch (IOException e) {
                // Look at the folder above.
            }
        }
        return path;
    }
}
