package com.smartonboarding.apikeys.launcher;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.channels.FileChannel;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Two Javas run the integration tests, each another class at a time. A class that is {@link Alone} waits until the other
 * Java has ended its class, and the other Java then waits for it. JUnit finds this extension by itself.
 */
public final class Forks implements BeforeAllCallback {
    /** Marks an integration test that needs the whole machine, for example because it counts on a time limit. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Alone {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Class<?> test = context.getRequiredTestClass();
        if (System.getProperty("apikeys.package") == null || test.isMemberClass()) {
            return;
        }
        FileChannel turn = open("turn");
        context.getStore(Namespace.create(Forks.class)).put("turn", turn);
        // Who waits at the door is the next: without it, the other Java could take its next turn first, again and
        // again.
        try (FileChannel door = open("door")) {
            door.lock();
            turn.lock(0, Long.MAX_VALUE, !test.isAnnotationPresent(Alone.class));
        }
    }

    private static FileChannel open(String name) throws IOException {
        return FileChannel.open(Installation.PACKAGE.resolveSibling("forks." + name), CREATE, READ, WRITE);
    }
}
