package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.cli.talk.CallersFiles.Search;
import com.smartonboarding.apikeys.cli.talk.SecretFile;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does in the caller's process what the account's process asks for. It uses only files that the caller named on the
 * command line, and each only for what it was named for.
 */
final class Attendant implements AutoCloseable {
    private static final int MOST_WORDS = 1 << 20;

    private static final int SECONDS_TO_FINISH = 5;

    private final Wire wire;
    private final FilesHere files;
    private final CommandWords words;
    private final ReentrantLock working = new ReentrantLock();
    private final BackupAttendant backups;
    private @Nullable InputStream reading;
    private @Nullable SecretFile secret;
    private @Nullable Search search;

    Attendant(Wire wire, FilesHere files, CommandWords words) {
        this.wire = wire;
        this.files = files;
        this.words = words;
        backups = new BackupAttendant(files, words);
    }

    /** Serves requests until the other process closes the connection. */
    void serve() throws IOException {
        for (int number = wire.next(); number >= 0; number = wire.next()) {
            Request request = Request.of(number);
            if (request == Request.SEARCH_HISTORIES || request == Request.SEARCH_FILES) {
                answer(request); // may take long, and leaves nothing behind
                continue;
            }
            working.lock();
            try {
                answer(request);
            } finally {
                working.unlock();
            }
        }
    }

    private void answer(Request request) throws IOException {
        try {
            serve(request);
        } catch (Failure e) {
            Answer.report(wire, e);
        } catch (FileTrouble e) {
            Answer.report(wire, e.trouble());
        }
        wire.flush();
    }

    /** Closes the connection, and first answers the request that is being served. */
    void end() {
        boolean idle = false;
        try {
            idle = working.tryLock(SECONDS_TO_FINISH, TimeUnit.SECONDS);
            wire.close();
        } catch (IOException e) {
            // It is closed all the same.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (idle) {
                working.unlock();
            }
        }
    }

    /** An error of a file, and not of the connection. */
    private static final class FileTrouble extends Exception {
        private static final long serialVersionUID = 1;

        private final IOException trouble;

        FileTrouble(IOException trouble) {
            super(trouble);
            this.trouble = trouble;
        }

        IOException trouble() {
            return trouble;
        }
    }

    private interface FileWork<T> {
        T run() throws IOException;
    }

    private static <T> T withFile(FileWork<T> work) throws FileTrouble {
        try {
            return work.run();
        } catch (IOException e) {
            throw new FileTrouble(e);
        }
    }

    private void serve(Request request) throws IOException, FileTrouble {
        switch (request) {
            case PATH -> {
                String source = wire.text();
                String path = files.path(source, named(source)).toString();
                wire.put(Answer.DONE).put(path);
            }
            case READ -> {
                String source = wire.text();
                String word = named(source);
                reading = withFile(() -> files.read(source, word));
                wire.put(Answer.DONE);
            }
            case READ_BACKUP -> {
                String word = named("FILE");
                reading = withFile(() -> files.readBackup(word));
                wire.put(Answer.DONE);
            }
            case MORE -> {
                InputStream in = opened(reading);
                byte[] piece = withFile(() -> in.readNBytes(Wire.PIECE));
                wire.put(Answer.DONE).put(piece, piece.length);
            }
            case CLOSE_READING -> {
                withFile(this::closeReading);
                wire.put(Answer.DONE);
            }
            case SECRET_FILE -> {
                SecretFile file = files.secretFile(named("--secret-file"));
                secret = file;
                wire.put(Answer.DONE).put(file.path().toString()).put(file.exists());
            }
            case OPEN_SECRET_FILE -> {
                int size = wire.number();
                SecretFile file = opened(secret);
                if (size < 0 || size > SecretFile.LARGEST) {
                    throw new StorageException("The file would be too large.", null);
                }
                withFile(() -> {
                    file.open(size);
                    return file;
                });
                wire.put(Answer.DONE).put(file.present(), file.present().length);
            }
            case FILL_SECRET_FILE -> {
                byte[] content = wire.bytes(SecretFile.LARGEST);
                SecretFile file = opened(secret);
                withFile(() -> {
                    file.fill(content);
                    return file;
                });
                wire.put(Answer.DONE);
            }
            case PUBLISH_SECRET_FILE -> {
                boolean replace = wire.flag();
                SecretFile file = opened(secret);
                boolean published = withFile(() -> file.publish(replace));
                wire.put(Answer.DONE).put(published);
            }
            case CLOSE_SECRET_FILE -> {
                closeSecret();
                wire.put(Answer.DONE);
            }
            case BACKUP -> {
                String word = wire.text();
                Path place = withFile(() -> backups.open(word));
                wire.put(Answer.DONE).put(place.toString());
            }
            case BACKUP_INTO -> {
                String word = wire.text();
                String name = wire.text();
                Path place = withFile(() -> backups.openIn(word, name));
                wire.put(Answer.DONE).put(place.toString());
            }
            case WRITE_BACKUP -> {
                byte[] piece = wire.bytes(Wire.PIECE);
                withFile(() -> {
                    backups.write(piece);
                    return piece;
                });
                wire.put(Answer.DONE);
            }
            case PUBLISH_BACKUP -> {
                boolean published = withFile(backups::publish);
                wire.put(Answer.DONE).put(published);
            }
            case CLOSE_BACKUP -> {
                backups.close();
                wire.put(Answer.DONE);
            }
            case OLDER_BACKUPS -> {
                List<String> names = withFile(backups::older);
                wire.put(Answer.DONE).put(backups.folder()).put(names.size());
                for (String name : names) {
                    wire.put(name);
                }
            }
            case READ_OLDER_BACKUP -> {
                String name = wire.text();
                reading = withFile(() -> backups.read(name));
                wire.put(Answer.DONE);
            }
            case DELETE_OLDER_BACKUP -> {
                String name = wire.text();
                withFile(() -> {
                    backups.delete(name);
                    return name;
                });
                wire.put(Answer.DONE);
            }
            case SEARCH -> {
                List<String> paths = new ArrayList<>();
                int count = Math.min(Math.max(wire.number(), 0), MOST_WORDS);
                for (int i = 0; i < count; i++) {
                    paths.add(wire.text());
                }
                paths.forEach(path -> words.require("PATH", path));
                search = files.search(paths);
                wire.put(Answer.DONE);
            }
            case SEARCH_HISTORIES -> SearchResults.send(wire, opened(search)::histories);
            case SEARCH_FILES -> {
                Search through = opened(search);
                SearchResults.send(wire, tally -> through.files(InputStream.nullInputStream(), tally));
            }
        }
    }

    private String named(String source) throws IOException {
        String word = wire.text();
        words.require(source, word);
        return word;
    }

    private static <T> T opened(@Nullable T thing) {
        if (thing == null) {
            throw new StorageException("Nothing is open.", null);
        }
        return thing;
    }

    private boolean closeReading() throws IOException {
        InputStream in = reading;
        reading = null;
        if (in != null) {
            in.close();
        }
        return true;
    }

    private void closeSecret() {
        SecretFile file = secret;
        secret = null;
        if (file != null) {
            file.close();
        }
    }

    /** Discards everything that is not finished. */
    @Override
    public void close() {
        closeSecret();
        backups.close();
        try {
            closeReading();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
