package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every form of the package contains the documents, and their links lead to files in it. */
class DocumentsIT {
    private static final Path DOCS = Installation.CHECKOUT.resolve("src/docs");
    private static final Path DEBIAN_PACKAGE = Path.of(System.getProperty("apikeys.deb"));

    @TempDir
    private Path folder;

    @Test
    void folderHasThemWithTheirLinks() throws IOException {
        assertComplete(Installation.PACKAGE);
    }

    @Test
    void archiveHasThemWithTheirLinks() throws Exception {
        List<Path> archives;
        try (Stream<Path> files = Files.list(DEBIAN_PACKAGE.resolveSibling(""))) {
            archives = files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
        }
        assertThat(archives).hasSize(1);
        Run.Ended run = Run.of("tar", "-xzf", archives.get(0).toString(), "--strip-components=1")
                .in(folder)
                .end();

        assertThat(run.code()).as(run.err()).isZero();
        assertComplete(folder);
    }

    @Test
    void debianPackageHasThemWithTheirLinks() throws Exception {
        Skip.unlessInstalled("dpkg-deb");
        Run.Ended run = Run.of("dpkg-deb", "-x", DEBIAN_PACKAGE.toString(), folder.toString())
                .end();

        assertThat(run.code()).as(run.err()).isZero();
        assertComplete(folder.resolve("usr/share/doc/apikeys"));
        assertThat(folder.resolve("usr/lib/apikeys/README.md")).doesNotExist();
    }

    private static void assertComplete(Path installed) throws IOException {
        List<String> docs = names(DOCS, Links.pagesBelow(DOCS));
        assertThat(docs).contains("commands.md", "security.md").hasSizeGreaterThan(20);
        Path copies = installed.resolve("docs");
        assertThat(names(copies, Links.pagesBelow(copies))).containsExactlyElementsOf(docs);

        Path readme = installed.resolve("README.md");
        assertThat(readme).content().contains("](docs/commands.md)", "](docs/picture/session.svg)");
        assertThat(copies.resolve("picture")).isDirectoryContaining("glob:**/session.svg");
        assertThat(copies.resolve("add-a-command.md"))
                .content()
                .contains("`Tokens.relabel`")
                .doesNotContain("](../main");
        assertThat(Links.broken(Stream.concat(Stream.of(readme), Links.pagesBelow(copies).stream())
                        .toList()))
                .isEmpty();
    }

    private static List<String> names(Path folder, List<Path> pages) {
        return pages.stream().map(page -> folder.relativize(page).toString()).toList();
    }
}
