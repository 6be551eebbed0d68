package com.smartonboarding.apikeys.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.serving.Application.Arrival;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apache with the configuration of the page lets in those clients that it should, and nobody else. If root runs the test,
 * Apache answers as www-data.
 */
class ApacheRecipeIT {
    private static final Path MODULES = Path.of("/usr/lib/apache2/modules");

    private final Home home;
    private final Cli cli;

    @TempDir
    private Path folder;

    ApacheRecipeIT(Home home) {
        this.home = home;
        cli = home.cli().at(Instant.now());
        cli.run("init").exits(ExitCode.OK);
    }

    private String generate(String label, String scope) {
        return cli.run("generate", "--label", label, "--scope", scope, "--scope", "also-" + scope)
                .exits(ExitCode.OK)
                .line();
    }

    @Test
    void apacheLetsInWhomItShould() throws Exception {
        Skip.unlessInstalled("apache2");
        Skip.unlessInstalled("openssl");
        if (Files.notExists(MODULES.resolve("mod_auth_openidc.so"))) {
            Skip.aloud("mod_auth_openidc is not installed");
        }
        String own = generate("apache", "introspect");
        String reader = generate("reader", "read");
        String deployer = generate("deployer", "deploy");
        InetSocketAddress port = Background.freePort();
        InetSocketAddress address = Background.freePort();
        Site site = new Site(address);
        Application application = new Application();
        Background serve = Serving.atPort(home, port);
        Background apache = apache(own, port, address, application.address());
        try {
            // The control: without a token, a request reaches the application where the page asks for none.
            assertThat(site.post("/public/", null).statusCode()).isEqualTo(200);
            assertThat(application.takeArrivals()).hasSize(1);
            HttpResponse<String> none = site.post("/", null);
            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer ");
            assertThat(site.post("/", "sok_cut").statusCode()).isEqualTo(401);
            assertThat(site.post("/", deployer).statusCode()).isEqualTo(403); // it has also-read
            assertThat(site.post("/deploy/x", reader).statusCode()).isEqualTo(403);
            assertThat(site.post("/deploy", reader).statusCode()).isEqualTo(403);
            assertThat(site.post("/?access_token=" + reader, null).statusCode()).isEqualTo(401);
            assertThat(application.takeArrivals()).isEmpty();

            assertThat(site.post("/deploy/x", deployer).statusCode()).isEqualTo(200);
            assertThat(site.post("/", reader, "OIDC-CLAIM-owner", "forged", "OIDC_CLAIM_jti", "forged")
                            .body())
                    .isEqualTo("welcome");
            List<Arrival> arrivals = application.takeArrivals();
            assertThat(arrivals).hasSize(2);
            assertThat(arrivals.get(1).body()).isEqualTo("a question");
            assertThat(arrivals.get(1).headers().get("OIDC_CLAIM_jti")).containsExactly(reader.substring(4, 16));
            assertThat(arrivals.get(1).headers().get("OIDC_CLAIM_sub")).containsExactly("reader");
            assertThat(arrivals.get(1).headers().values().toString()).doesNotContain("forged", reader);

            cli.run("revoke", "reader", "-y").exits(ExitCode.OK);
            assertThat(site.post("/", reader).statusCode()).isEqualTo(401);
            serve.end();
            assertThat(site.post("/deploy/x", deployer).statusCode()).isEqualTo(401);
            assertThat(application.takeArrivals()).isEmpty();
        } finally {
            apache.end();
            serve.end();
            application.end();
        }
    }

    private Background apache(
            String code, InetSocketAddress port, InetSocketAddress address, InetSocketAddress application)
            throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String certificate = Page.with(Page.under("Apache", "sh"), "/etc/apache2/", folder + "/");
        assertThat(Run.shell(certificate).end().code()).isZero();
        InetSocketAddress tls = Background.freePort();
        String text = Page.with(Page.block("apache"), "127.0.0.1:8443", Background.text(tls));
        text = Page.with(text, "localhost:8443", "localhost:" + tls.getPort());
        text = Page.with(text, "127.0.0.1:8080", Background.text(address));
        text = Page.with(text, "127.0.0.1:8780", Background.text(port));
        text = Page.with(text, "127.0.0.1:9000", Background.text(application));
        text = Page.with(text, "/etc/apache2/", folder + "/");
        text = Page.with(text, "Secret CODE", "Secret " + code);
        StringBuilder all = new StringBuilder("""
                ServerRoot %1$s
                DefaultRuntimeDir %1$s
                PidFile %1$s/apache.pid
                ErrorLog %1$s/error.log
                ServerName localhost
                User www-data
                Group www-data
                """.formatted(folder));
        for (String module : List.of(
                "mpm_event",
                "authn_core",
                "authz_core",
                "authz_user",
                "headers",
                "proxy",
                "proxy_http",
                "ssl",
                "socache_shmcb",
                "auth_openidc")) {
            all.append("LoadModule %1$s_module %2$s/mod_%1$s.so%n".formatted(module, MODULES));
        }
        Path file = Files.writeString(folder.resolve("apache.conf"), all.append(text));
        return Background.start(home.on(Run.of("apache2", "-DFOREGROUND", "-f", file.toString())), address);
    }
}
