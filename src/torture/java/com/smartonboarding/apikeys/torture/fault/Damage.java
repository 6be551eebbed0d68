package com.smartonboarding.apikeys.torture.fault;

import java.util.Arrays;
import java.util.Random;

/** A way to damage a file. */
@FunctionalInterface
public interface Damage {
    int PAGE = 4096;
    int SECTOR = 512;

    /** The damaged copy. */
    byte[] damage(byte[] file, Random random);

    /** One bit. It is mostly in a byte that is in use, because most of a small database is empty. */
    static byte[] flip(byte[] file, Random random) {
        byte[] damaged = file.clone();
        int at = random.nextInt(file.length);
        for (int i = 0; i < 50 && file[at] == 0 && random.nextInt(8) > 0; i++) {
            at = random.nextInt(file.length);
        }
        damaged[at] ^= (byte) (1 << random.nextInt(8));
        return damaged;
    }

    /** Damages a file of two sectors: a bit, a sector, both sectors swapped, the length, or all of it. */
    static byte[] small(byte[] file, Random random) {
        int sector = random.nextInt(file.length / SECTOR) * SECTOR;
        byte[] damaged = file.clone();
        switch (random.nextInt(6)) {
            case 0 -> damaged = flip(file, random);
            case 1 -> Arrays.fill(damaged, sector, sector + SECTOR, (byte) 0);
            case 2 -> {
                byte[] noise = new byte[SECTOR];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, damaged, sector, SECTOR);
            }
            case 3 -> System.arraycopy(file, SECTOR - sector, damaged, sector, SECTOR);
            case 4 -> damaged = Arrays.copyOf(file, random.nextInt(2 * file.length));
            default -> random.nextBytes(damaged);
        }
        return damaged;
    }

    /** A page or a sector. */
    static byte[] page(byte[] file, Random random) {
        byte[] damaged = file.clone();
        int pages = file.length / PAGE;
        int page = random.nextInt(pages) * PAGE;
        int other = random.nextInt(pages) * PAGE;
        switch (random.nextInt(7)) {
            case 0 -> {
                System.arraycopy(file, other, damaged, page, PAGE);
                System.arraycopy(file, page, damaged, other, PAGE);
            }
            case 1 -> System.arraycopy(file, other, damaged, page, PAGE);
            case 2 -> Arrays.fill(damaged, page, page + PAGE, (byte) 0);
            case 3 -> {
                int sector = page + random.nextInt(PAGE / SECTOR) * SECTOR;
                Arrays.fill(damaged, sector, sector + SECTOR, (byte) 0);
            }
            case 4 -> damaged = Arrays.copyOf(damaged, random.nextInt(file.length));
            case 5 -> damaged = Arrays.copyOf(damaged, page);
            default -> {
                byte[] noise = new byte[PAGE];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, damaged, page, PAGE);
            }
        }
        return damaged;
    }
}
