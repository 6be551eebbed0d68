package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.files.Draft;
import com.smartonboarding.apikeys.model.doctor.Severity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Temporary files beside the database and the key file that a process left behind when it died. */
final class LeftoverChecks {
    /** The lock of a part is the draft of the same name. */
    private static final String LOCK = ".draft";

    private static final List<String> PARTS = List.of(".part", ".part-journal");
    private static final String PROBE = ".room";

    /** A probe for space is there for a moment. */
    private static final Duration MOMENT = Duration.ofMinutes(10);

    private final Site site;

    LeftoverChecks(Site site) {
        this.site = site;
    }

    void leftovers(Report report) throws IOException {
        Set<Path> left = new TreeSet<>();
        for (Path file : List.of(site.database(), site.keyFile())) {
            collect(file, left);
        }
        if (left.isEmpty()) {
            return;
        }
        List<Path> all = new ArrayList<>(left);
        report.add(
                Severity.NOTICE,
                "A process that died left temporary files behind: "
                        + all.stream().map(Site::shown).collect(Collectors.joining(", ")) + ".",
                Advice.of(Next.REMOVE_FILES, all.toArray()),
                () -> {
                    for (Path each : all) {
                        Files.deleteIfExists(each);
                    }
                    return "Removed them.";
                });
    }

    /** Drafts of the file itself, and of what is made beside it, such as a backup for standard output. */
    private void collect(Path file, Set<Path> left) throws IOException {
        String begin = "." + file.getFileName() + ".";
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(
                folder, entry -> String.valueOf(entry.getFileName()).startsWith(begin))) {
            for (Path entry : entries) {
                if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS) && isAbandoned(entry)) {
                    left.add(entry);
                }
            }
        }
    }

    private boolean isAbandoned(Path entry) throws IOException {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(LOCK)) {
            return Draft.isAbandoned(entry, site.guard().account());
        }
        if (name.endsWith(PROBE)) {
            return Files.getLastModifiedTime(entry)
                    .toInstant()
                    .isBefore(site.now().minus(MOMENT));
        }
        for (String part : PARTS) {
            if (name.endsWith(part)) {
                Path lock = entry.resolveSibling(name.substring(0, name.length() - part.length()) + LOCK);
                return !Files.exists(lock, LinkOption.NOFOLLOW_LINKS)
                        || Draft.isAbandoned(lock, site.guard().account());
            }
        }
        return false;
    }
}
