package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each thing that can be wrong with the disk and the files beside the database is found and mended. */
class DoctorDiskTest {
    private static final int MEBIBYTE = 1 << 20;

    private final Cli cli;
    private final Patient patient;
    private boolean mounted;

    DoctorDiskTest(Cli cli) {
        this.cli = cli;
        patient = new Patient(cli);
    }

    private void mount(String options) throws Exception {
        if (ProcessIds.read().effective() != 0
                || shell("mount -t tmpfs -o mode=700," + options + " none " + cli.home()) != 0) {
            Skip.aloud("only root, and not in every container, can mount a small disk");
        }
        mounted = true;
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            shell("umount " + cli.home());
        }
    }

    private static int shell(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", command).start().waitFor();
    }

    @Test
    @Treats("disk-writable")
    void readOnlyDiskIsFoundAndRemounted() throws Exception {
        mount("size=64m");
        patient.healthy();
        assertThat(shell("mount -o remount,ro " + cli.home())).isZero();

        patient.has("disk-writable", "error", "is mounted read-only")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("disk-space")
    void lackOfSpaceIsFoundAndWhatTakesItIsShown() throws Exception {
        mount("size=64m");
        patient.healthy();
        Path filler = Files.write(cli.home().resolve("filler"), new byte[48 * MEBIBYTE]);

        patient.has("disk-space", "warning", " MiB free, which is less than");
        assertThat(largest(patient.shows())).isEqualTo(filler);
        Path more = Files.write(cli.home().resolve("more"), new byte[13 * MEBIBYTE]);
        patient.has("disk-space", "error", " MiB free, which may be too little");
        String shown = patient.shows();
        assertThat(shown).contains(more.toString());
        Files.delete(largest(shown));
        patient.hasNothing();
    }

    @Test
    @Treats("disk-inodes")
    void lackOfInodesIsFoundAndWhereTheyAreIsShown() throws Exception {
        mount("size=64m,nr_inodes=400");
        patient.healthy();
        Path folder = Files.createDirectory(cli.home().resolve("many"));
        for (int i = 0; i < 200; i++) {
            Files.createFile(folder.resolve("file" + i));
        }

        patient.has("disk-inodes", "warning", "more files (inodes)");
        assertThat(largest(patient.shows())).isEqualTo(folder);
        for (int i = 200; i < 377; i++) {
            Files.createFile(folder.resolve("file" + i));
        }
        patient.has("disk-inodes", "error", "more files (inodes)");
        assertThat(shell("rm -r " + largest(patient.shows()))).isZero();
        patient.hasNothing();
    }

    /**
     * What a person would remove: the largest thing that the printed command shows, apart from the disk itself. The
     * command cannot remove it, because only a person knows what is needed.
     */
    private Path largest(String shown) {
        List<String> lines =
                shown.lines().filter(line -> !line.endsWith("\t" + cli.home())).toList();
        return Path.of(lines.get(lines.size() - 1).replaceFirst("^\\S+\\s+", ""));
    }

    @Test
    @Treats("reserve")
    void missingReserveIsFoundAndMadeAgain() throws Exception {
        patient.healthy();
        Path reserve = Path.of(cli.database() + ".reserve");
        long size = Files.size(reserve);
        Files.delete(reserve);

        patient.has("reserve", "warning", "is missing").isTreated().hasNothing();

        assertThat(reserve).hasSize(size);
        try (FileChannel channel = FileChannel.open(reserve, StandardOpenOption.WRITE)) {
            channel.truncate(4096);
        }
        patient.has("reserve", "warning", "is smaller than it should be")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("leftovers")
    void whatDeadProcessesLeftIsFoundAndRemoved() throws Exception {
        patient.healthy();
        leave(cli.database(), ".backup.draft");
        leave(cli.database(), ".backup.part");
        leave(cli.database(), ".backup.part-journal");
        leave(cli.keyFile(), ".draft");
        FileTime old = FileTime.from(Cli.START.minus(Duration.ofHours(1)));
        Files.setLastModifiedTime(leave(cli.database(), ".room"), old);

        patient.has("leftovers", "notice", "left temporary files behind")
                .isTreated()
                .hasNothing();
    }

    @Test
    void leftoversAreRemovedByFixButNotWhatAProcessIsWriting() throws Exception {
        patient.healthy();
        Path draft = leave(cli.database(), ".backup.draft");
        Path part = leave(cli.database(), ".backup.part");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            assertThat(channel.lock().isValid()).isTrue();
            patient.hasNothing();
        }

        assertThat(cli.run("doctor", "--fix").exits(ExitCode.OK).out()).contains("mended: leftovers", "Removed them.");

        assertThat(draft).doesNotExist();
        assertThat(part).doesNotExist();
        patient.hasNothing();
    }

    private static Path leave(Path file, String suffix) throws Exception {
        Path left = Files.writeString(file.resolveSibling("." + file.getFileName() + suffix), "");
        return Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-------"));
    }
}
