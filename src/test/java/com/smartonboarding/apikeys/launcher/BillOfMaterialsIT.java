package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.store.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package contains what the bill of materials and Debian's copyright file list, under the licences they give. */
class BillOfMaterialsIT {
    private static final Path BILL = Path.of(System.getProperty("apikeys.bill"));
    private static final Path COPYRIGHT = Path.of("src/main/deb/doc/copyright");
    private static final Pattern FILES = Pattern.compile("(?m)^Files: (.+(?:\\R .+)*)$");

    /** The licences as the publishers state them: in poms, in jars and, for SQLite, in the source code. */
    private static final Map<String, String> LICENCES = new TreeMap<>(Map.ofEntries(
            Map.entry("picocli", "Apache-2.0"),
            Map.entry("jdbi3-core", "Apache-2.0"),
            Map.entry("geantyref", "Apache-2.0"),
            Map.entry("sqlite-jdbc", "Apache-2.0"),
            Map.entry("sqlite", "blessing"),
            Map.entry("jansi-core", "BSD-3-Clause"),
            Map.entry("jline-terminal", "BSD-3-Clause"),
            Map.entry("jline-native", "BSD-3-Clause"),
            Map.entry("gson", "Apache-2.0"),
            Map.entry("fastcsv", "MIT"),
            Map.entry("jspecify", "Apache-2.0"),
            Map.entry("slf4j-api", "MIT")));

    static {
        for (String name : List.of(
                "netty-buffer",
                "netty-codec-base",
                "netty-codec-http",
                "netty-common",
                "netty-resolver",
                "netty-transport",
                "prometheus-metrics-config",
                "prometheus-metrics-core",
                "prometheus-metrics-exposition-textformats",
                "prometheus-metrics-model",
                "prometheus-metrics-tracer-common",
                "prometheus-metrics-tracer-initializer",
                "prometheus-metrics-tracer-otel",
                "prometheus-metrics-tracer-otel-agent")) {
            LICENCES.put(name, "Apache-2.0");
        }
    }

    @Test
    void everyComponentHasTheLicenceOfItsPublisher() throws IOException {
        Map<String, String> told = new TreeMap<>();
        for (JsonObject component : components()) {
            JsonObject licence = component
                    .getAsJsonArray("licenses")
                    .get(0)
                    .getAsJsonObject()
                    .getAsJsonObject("license");
            told.put(component.get("name").getAsString(), licence.get("id").getAsString());
        }

        assertThat(told).isEqualTo(LICENCES);
    }

    @Test
    void sqliteIsInItInTheVersionThatItHas() throws IOException {
        String version = Connections.libraryVersion();

        assertThat(components())
                .extracting(component -> component.get("purl").getAsString())
                .contains("pkg:generic/sqlite@" + version);
    }

    @Test
    void everyJarOfThePackageIsInDebiansCopyrightFile() throws IOException {
        List<String> named = FILES.matcher(Files.readString(COPYRIGHT))
                .results()
                .flatMap(match -> Stream.of(match.group(1).split("\\s+", -1)))
                .filter(name -> name.endsWith(".jar"))
                .toList();
        List<String> there;
        try (Stream<Path> files = Files.walk(Installation.PACKAGE.resolve("lib"))) {
            there = files.map(file -> Installation.PACKAGE.relativize(file).toString())
                    .filter(name -> name.endsWith(".jar") && !name.equals("lib/stand-ins.jar"))
                    .toList();
        }

        assertThat(named).containsExactlyInAnyOrderElementsOf(there);
    }

    private static List<JsonObject> components() throws IOException {
        if (!Files.exists(BILL)) {
            Skip.aloud("an offline build has no bill of materials");
        }
        List<JsonObject> components = new ArrayList<>();
        for (JsonElement component :
                JsonParser.parseString(Files.readString(BILL)).getAsJsonObject().getAsJsonArray("components")) {
            components.add(component.getAsJsonObject());
        }
        return components;
    }
}
