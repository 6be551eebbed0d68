package com.smartonboarding.apikeys.launcher;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Watches the tool and its children while the tests run. Anyone who can see a process can read its arguments, and a
 * child inherits its environment. A code in either fails the test class that is running. JUnit finds this extension by
 * itself and uses it for all tests.
 */
public final class ExposureWatch implements BeforeAllCallback, AfterAllCallback {
    private static final int PAUSE_MILLISECONDS = 15;
    private static final String PROGRAM = "com.smartonboarding.apikeys.Main";
    private static final String LAUNCHER = "/bin/apikeys\0";

    private static final Set<String> EXPOSED = ConcurrentHashMap.newKeySet();
    private static volatile boolean expected;

    static {
        if (System.getProperty("apikeys.package") != null) {
            Thread watch = new Thread(ExposureWatch::watch, "exposure watch");
            watch.setDaemon(true);
            watch.start();
        }
    }

    /** Marks a test class that deliberately exposes codes to see them refused. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface ExposesCodes {}

    @Override
    public void beforeAll(ExtensionContext context) {
        expected = context.getRequiredTestClass().isAnnotationPresent(ExposesCodes.class);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> exposed = takeExposed();
        if (!expected && !exposed.isEmpty()) {
            throw new AssertionError("codes in arguments or environment: " + exposed);
        }
        expected = false;
    }

    /** Returns what was seen so far, as {@code PROCESS FILE ID}, and forgets it. */
    static List<String> takeExposed() {
        List<String> exposed = List.copyOf(EXPOSED);
        EXPOSED.clear();
        return exposed;
    }

    private static void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(PAUSE_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void look() {
        Set<Long> tool = new HashSet<>();
        // This list has parents before their children.
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            String arguments = read(process, "cmdline");
            boolean isChild = process.parent()
                    .map(ProcessHandle::pid)
                    .filter(tool::contains)
                    .isPresent();
            if (isChild || arguments.contains(PROGRAM) || arguments.contains(LAUNCHER)) {
                tool.add(process.pid());
                note(process, "cmdline", arguments);
                note(process, "environ", read(process, "environ"));
            }
        }
    }

    private static void note(ProcessHandle process, String file, String text) {
        for (int at = text.indexOf(TokenCode.PREFIX); at >= 0; at = text.indexOf(TokenCode.PREFIX, at + 1)) {
            int end = Math.min(text.length(), at + TokenCode.LENGTH);
            Optional<TokenCode> code = TokenCode.parse(text.substring(at, end));
            code.ifPresent(found -> EXPOSED.add(process.pid() + " " + file + " " + found.id()));
        }
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/" + file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended, or another user's process has its id now
        }
    }
}
