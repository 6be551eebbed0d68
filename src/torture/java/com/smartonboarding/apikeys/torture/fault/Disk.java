package com.smartonboarding.apikeys.torture.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Replays a recording up to a power cut. Afterwards, data that was synced is kept. Of data that was not synced, each
 * sector is kept, lost, torn or filled with garbage. Each name that was not synced is kept or lost, in any order.
 */
public final class Disk {
    private static final int SECTOR = 512;
    private static final Inode FOLDER = new Inode();

    private final Map<String, Inode> live = new TreeMap<>();
    private final Map<String, Inode> durable = new TreeMap<>();
    private final Map<String, List<Shim.Call>> names = new HashMap<>();
    private final IdentityHashMap<Shim.Call, Inode> made = new IdentityHashMap<>();

    /** The bytes that are on the disk, and the calls that may be lost. */
    private static final class Inode {
        private byte[] safe = {};
        private List<Shim.Call> waiting = new ArrayList<>();
    }

    /** Adds the files that are on the disk before the recording begins. */
    public Disk having(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Inode inode = Files.isDirectory(file) ? FOLDER : new Inode();
                if (inode != FOLDER) {
                    inode.safe = Files.readAllBytes(file);
                }
                live.put(home.relativize(file).toString(), inode);
            }
        }
        durable.putAll(live);
        return this;
    }

    /** Replays one call. */
    public void play(Shim.Call call) {
        switch (call.kind()) {
            case 'C' -> name(call, new Inode());
            case 'M' -> name(call, FOLDER);
            case 'U' -> name(call, null);
            case 'R' -> name(call, live.get(call.path()));
            case 'W', 'T' -> inode(call.path()).waiting.add(call);
            case 'S' -> sync(call.path());
            default -> {}
        }
    }

    private Inode inode(String path) {
        return live.computeIfAbsent(path, key -> new Inode());
    }

    private void name(Shim.Call call, @Nullable Inode inode) {
        if (inode != null) {
            made.put(call, inode);
        }
        apply(call, live);
        names.computeIfAbsent(folderOf(call.path()), key -> new ArrayList<>()).add(call);
    }

    private void apply(Shim.Call call, Map<String, Inode> to) {
        Inode inode = made.get(call);
        if (call.kind() != 'C' && call.kind() != 'M') {
            to.remove(call.path());
        }
        if (inode != null) {
            to.put(call.kind() == 'R' ? call.other() : call.path(), inode);
        }
    }

    private void sync(String path) {
        Inode inode = live.get(path);
        if (inode == null || inode == FOLDER) {
            names.getOrDefault(path, List.of()).forEach(call -> apply(call, durable));
            names.remove(path);
        } else {
            inode.safe = content(inode, inode.waiting);
            inode.waiting = new ArrayList<>();
        }
    }

    private static String folderOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    /** Cuts the power, and writes what the disk has into this folder. */
    public void cut(Path home, Random random) throws IOException {
        for (List<Shim.Call> waiting : names.values()) {
            int way = random.nextInt(4); // none, all, the first ones, any
            int first = random.nextInt(waiting.size() + 1);
            for (int i = 0; i < waiting.size(); i++) {
                if (way == 1 || (way == 2 && i < first) || (way == 3 && random.nextBoolean())) {
                    apply(waiting.get(i), durable);
                }
            }
        }
        write(home, durable, inode -> content(inode, kept(inode.waiting, random)));
    }

    /** Writes into this folder what is left when the process is killed: the kernel keeps everything. */
    public void leave(Path home) throws IOException {
        write(home, live, inode -> content(inode, inode.waiting));
    }

    private static void write(Path home, Map<String, Inode> names, Function<Inode, byte[]> content) throws IOException {
        for (Map.Entry<String, Inode> entry : names.entrySet()) {
            Path file = home.resolve(entry.getKey());
            Inode inode = entry.getValue();
            if (entry.getKey().isEmpty() || !Files.isDirectory(home.resolve(folderOf(entry.getKey())))) {
                continue; // the folder is lost with everything in it
            }
            if (inode == FOLDER) {
                Files.createDirectories(file, Modes.FOLDER);
            } else {
                Files.write(Files.createFile(file, Modes.FILE), content.apply(inode));
            }
        }
    }

    private static List<Shim.Call> kept(List<Shim.Call> waiting, Random random) {
        int way = random.nextInt(4); // none, all, any sectors
        if (way < 2) {
            return way == 0 ? List.of() : waiting;
        }
        List<Shim.Call> kept = new ArrayList<>();
        for (Shim.Call call : waiting) {
            if (call.kind() == 'T') {
                if (random.nextBoolean()) {
                    kept.add(call);
                }
                continue;
            }
            long end = call.number() + call.data().length();
            for (long at = call.number(); at < end; at = Math.min(end, at / SECTOR * SECTOR + SECTOR)) {
                long next = Math.min(end, at / SECTOR * SECTOR + SECTOR);
                String sector = call.data().substring((int) (at - call.number()), (int) (next - call.number()));
                switch (random.nextInt(6)) {
                    case 0, 1 -> kept.add(write(call, at, sector));
                    case 2 -> kept.add(write(call, at, sector.substring(0, random.nextInt(sector.length()))));
                    case 3 -> kept.add(write(call, at, "\0".repeat(sector.length())));
                    case 4 -> kept.add(write(call, at, rubbish(sector.length(), random)));
                    default -> {}
                }
            }
        }
        return kept;
    }

    private static Shim.Call write(Shim.Call call, long at, String data) {
        return new Shim.Call('W', call.path(), "", at, data);
    }

    private static String rubbish(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] content(Inode inode, List<Shim.Call> calls) {
        byte[] content = inode.safe;
        for (Shim.Call call : calls) {
            int number = (int) call.number();
            if (call.kind() == 'T') {
                content = Arrays.copyOf(content, number);
            } else {
                byte[] data = call.data().getBytes(StandardCharsets.ISO_8859_1);
                ByteArrayOutputStream longer = new ByteArrayOutputStream();
                longer.writeBytes(Arrays.copyOf(content, number));
                longer.writeBytes(data);
                int end = number + data.length;
                if (content.length > end) {
                    longer.write(content, end, content.length - end);
                }
                content = longer.toByteArray();
            }
        }
        return content;
    }
}
