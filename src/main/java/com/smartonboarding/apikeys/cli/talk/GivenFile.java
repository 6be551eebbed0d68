package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** A text file in UTF-8 that an option names; {@code -} means standard input. */
public final class GivenFile {
    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final String STANDARD_INPUT = "-";

    private final Context context;
    private final String option;
    private final String what;
    private final String kind;
    private final String name;

    /**
     * A file that is not read yet.
     *
     * @param option the option that names it: {@code --label-file}
     * @param what what is on each of its lines: {@code label}
     * @param kind what messages call the file: {@code label file}
     */
    public GivenFile(Context context, String option, String what, String kind, String name) {
        this.context = context;
        this.option = option;
        this.what = what;
        this.kind = kind;
        this.name = name;
    }

    /**
     * The lines without their ends, LF or CR LF, and without the byte order mark that some editors put at the start.
     *
     * @param most the greatest number of lines; more are refused
     */
    public List<String> lines(int most) {
        String text = new String(bytes(), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        int start = text.startsWith("\ufeff") ? 1 : 0;
        while (start < text.length()) {
            if (lines.size() == most) {
                throw tooMuch(most + " lines");
            }
            int next = text.indexOf('\n', start);
            int end = next < 0 ? text.length() : next;
            lines.add(text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end));
            start = end + 1;
        }
        return lines;
    }

    private byte[] bytes() {
        try (InputStream in = open()) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooMuch(MOST_BYTES + " bytes");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new NotFoundException("There is no " + source() + ".");
        } catch (AccessDeniedException e) {
            throw new DeniedException("You may not read " + source() + ".");
        } catch (IOException e) {
            throw new StorageException(
                    "The " + what + "s of " + option + " could not be read (" + IoErrorText.of(e) + ").", e);
        }
    }

    private InputStream open() throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return context.host().in();
        }
        return context.files().read(option, name);
    }

    private Failure tooMuch(String most) {
        return new UsageException("There are more than " + most + " in " + source() + ".")
                .advising("One call is one transaction. Split the file, and use several calls.");
    }

    /** The file as messages name it: {@code label file labels.txt}. */
    public String source() {
        return name.equals(STANDARD_INPUT) ? "standard input" : kind + " " + name;
    }
}
