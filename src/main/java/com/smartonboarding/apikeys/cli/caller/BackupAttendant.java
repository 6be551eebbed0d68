package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.files.ReasonedException;
import com.smartonboarding.apikeys.service.backup.BackupFolder;
import com.smartonboarding.apikeys.service.backup.BackupMaker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes in the caller's process the backups that the account's process makes. */
final class BackupAttendant implements AutoCloseable {
    private final FilesHere files;
    private final CommandWords words;
    private @Nullable Path folder;
    private @Nullable Path file;
    private @Nullable LargeDraft draft;
    private List<Object> read = List.of();

    BackupAttendant(FilesHere files, CommandWords words) {
        this.files = files;
        this.words = words;
    }

    Path open(String word) throws IOException {
        words.require("FILE", word);
        Path place = files.newBackup(word);
        return open(place, place);
    }

    Path openIn(String word, String name) throws IOException {
        words.require("--to-dir", word);
        Path place = files.folderOfBackups(word);
        folder = place;
        return open(place.resolve(BackupFolder.DRAFT), place.resolve(requireName(name)));
    }

    private Path open(Path draftName, Path place) throws IOException {
        if (files.guard().checkPlace(place)) {
            throw BackupMaker.taken(place);
        }
        close();
        draft = LargeDraft.open(draftName, files.guard().account());
        file = place;
        return place;
    }

    void write(byte[] piece) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(piece);
        while (rest.hasRemaining()) {
            opened(draft).channel().write(rest);
        }
    }

    boolean publish() throws IOException {
        return opened(draft).publish(opened(file), false);
    }

    /** The folder of the backups. */
    String folder() {
        return opened(folder).toString();
    }

    List<String> older() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path each : BackupFolder.named(opened(folder))) {
            names.add(String.valueOf(each.getFileName()));
        }
        return names;
    }

    InputStream read(String name) throws IOException {
        Path older = older(name);
        if (!files.guard().check(older)) {
            throw new NoSuchFileException(older.toString());
        }
        read = stateOf(older);
        return Files.newInputStream(older, LinkOption.NOFOLLOW_LINKS);
    }

    void delete(String name) throws IOException {
        words.requireOption("--keep");
        Path older = older(name);
        if (!stateOf(older).equals(read)) {
            throw new ReasonedException("it was replaced in the meantime");
        }
        Files.delete(older);
    }

    private Path older(String name) {
        return opened(folder).resolve(requireName(name));
    }

    private static String requireName(String name) {
        if (!BackupFolder.isName(name)) {
            throw new DeniedException("This is no name of a backup.");
        }
        return name;
    }

    private static List<Object> stateOf(Path older) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(older, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return List.of(older, facts.fileKey(), facts.size(), facts.lastModifiedTime());
    }

    private static <T> T opened(@Nullable T thing) {
        if (thing == null) {
            throw new StorageException("Nothing is open.");
        }
        return thing;
    }

    @Override
    public void close() {
        if (draft != null) {
            draft.close();
            draft = null;
        }
    }
}
