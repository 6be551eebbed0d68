package com.smartonboarding.apikeys.files;

import static com.smartonboarding.apikeys.files.Sandbox.ME;
import static com.smartonboarding.apikeys.files.Sandbox.chmod;
import static com.smartonboarding.apikeys.files.Sandbox.folder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.UnsafeFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderChainTest {
    @TempDir
    Path top;

    private Path safe;
    private Path open;

    @BeforeEach
    void aSafeAndAnOpenFolder() throws IOException {
        chmod(top, 0700);
        safe = folder(top.resolve("safe"), 0700);
        open = chmod(folder(top.resolve("open"), 0700), 0770);
    }

    @Test
    void aLinkedFolderIsAcceptedWhenBothItsPlaceAndItsTargetAreSafe() throws IOException {
        assertThat(accepts(Files.createSymbolicLink(top.resolve("absolute"), safe)))
                .isTrue();
        assertThat(accepts(Files.createSymbolicLink(top.resolve("relative"), Path.of("safe/../safe"))))
                .isTrue();
    }

    @Test
    void aWayDownIntoAnOpenFolderAndUpAgainIsRefused() throws IOException {
        assertRefused(open.resolve("../safe"));
        assertRefused(Files.createSymbolicLink(top.resolve("link"), Path.of("open/../safe")));
    }

    @Test
    void aLinkThatLiesInAnOpenFolderIsRefused() throws IOException {
        assertRefused(Files.createSymbolicLink(open.resolve("link"), safe));
    }

    @Test
    void aLinkToAnOpenFolderIsRefused() throws IOException {
        assertRefused(Files.createSymbolicLink(top.resolve("link"), open));
    }

    @Test
    void aLinkThatPassesThroughAnOpenFolderOnItsWayToASafeOneIsRefused() throws IOException {
        Path middle = Files.createSymbolicLink(open.resolve("middle"), safe);
        assertRefused(Files.createSymbolicLink(top.resolve("link"), middle));
    }

    @Test
    void aLinkOfAnotherOwnerIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(top.resolve("link"), safe);
        Sandbox.giveAway(link);
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> new FolderChain(ME, true).check(link))
                .withMessageContaining("The link " + link + " (owner uid 12345");
    }

    @Test
    void linksInACircleAreRefused() throws IOException {
        Path one = top.resolve("one");
        Path two = Files.createSymbolicLink(top.resolve("two"), one);
        Files.createSymbolicLink(one, two);
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> new FolderChain(ME, true).check(one))
                .withMessageContaining("endless chain of links");
    }

    @Test
    void aFileWhereAFolderIsNeededIsRefused() throws IOException {
        Path file = Sandbox.file(top.resolve("file"), 0600);
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> new FolderChain(ME, true).check(file.resolve("below")))
                .withMessageContaining("is a regular file, where a folder is needed");
    }

    @Test
    void aLinkThatLeadsNowhereIsAMissingFolder() throws IOException {
        Path link = Files.createSymbolicLink(top.resolve("link"), top.resolve("none"));
        assertThat(new FolderChain(ME, true).check(link)).isNull();
    }

    private boolean accepts(Path folder) {
        return new FolderChain(ME, true).check(folder) != null;
    }

    private void assertRefused(Path folder) {
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> new FolderChain(ME, true).check(folder))
                .withMessageContaining("The folder " + open)
                .withMessageContaining("can be written by group or others");
    }
}
