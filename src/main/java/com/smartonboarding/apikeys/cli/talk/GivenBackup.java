package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.NamedPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Function;

/** The backup that an operand names; {@code -} means standard input. */
public final class GivenBackup {
    private static final String STANDARD_INPUT = "-";

    private final Context context;
    private final String name;

    public GivenBackup(Context context, String name) {
        this.context = context;
        this.name = name;
    }

    /** The backup as messages and the audit trail name it. */
    public String source() {
        return isStandardInput() ? "standard input" : path().toString();
    }

    /** Does the work with the content. */
    public <T> T read(Function<InputStream, T> work) {
        if (isStandardInput()) {
            if (context.terminal().stdin()) {
                throw new UsageException("A backup is not text, and standard input is a terminal.")
                        .advising("Pass it through a pipe, or name its file.");
            }
            return work.apply(context.host().in());
        }
        try (InputStream content = open()) {
            return work.apply(content);
        } catch (NoSuchFileException e) {
            throw new NotFoundException("There is no file " + source() + ".");
        } catch (AccessDeniedException e) {
            throw new DeniedException("You may not read " + source() + ".");
        } catch (IOException e) {
            throw new StorageException(source() + " could not be read: " + IoErrorText.of(e) + ".", e);
        }
    }

    private InputStream open() throws IOException {
        if (context.settings().invoker().elevated()) {
            throw new DeniedException(
                            "A backup in a file cannot be restored through sudo, because it would be read with"
                                    + " the rights of another account.")
                    .advising("Pass it on standard input: apikeys restore - < FILE");
        }
        context.settings().ownFiles().refuse("The backup is", path());
        // Opening a named pipe would wait for a writer, and a device may never end.
        if (!Files.readAttributes(path(), BasicFileAttributes.class).isRegularFile()) {
            throw new UsageException(source() + " is not a regular file, so it is no backup.")
                    .advising("Name the file of a backup. For a pipe, use -.");
        }
        return Files.newInputStream(path());
    }

    private Path path() {
        return NamedPath.absolute("FILE", name);
    }

    private boolean isStandardInput() {
        return name.equals(STANDARD_INPUT);
    }
}
