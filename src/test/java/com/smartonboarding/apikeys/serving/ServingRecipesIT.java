package com.smartonboarding.apikeys.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.serving.Application.Arrival;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Web servers with the configurations of the page let in those clients that they should, and nobody else. They run as
 * the user of the test.
 */
class ServingRecipesIT {
    private static final String SOCKET = "/run/apikeys/serve.sock";

    private static final String CHALLENGE = "Bearer realm=\"Smart Onboarding\"";

    private static final String FORGED_ADDRESS = "192.0.2.1";

    /** What a client would like the application to believe: names and values. CGI maps '-' and '_' to the same name. */
    private static final String[] FORGED = {
        "X-Token-Id", "forged",
        "X-Token-Label", "forged",
        "X-Token-Scopes", "forged",
        "X-Token-Owner", "forged",
        "X-Token-Expires", "forged",
        "X_Token_Id", "forged",
        "X-Token_Id", "forged",
        "X_Token-Id", "forged",
        "x_token_owner", "forged",
        "X-Forwarded-For", FORGED_ADDRESS,
        "X_Forwarded_For", FORGED_ADDRESS,
        "X-Forwarded_For", FORGED_ADDRESS,
        "X_Forwarded-For", FORGED_ADDRESS
    };

    private final Home home;
    private final Cli cli;
    private final Application application = new Application();
    private final InetSocketAddress address = Background.freePort();
    private final Site site = new Site(address);
    private final List<Background> running = new ArrayList<>();

    ServingRecipesIT(Home home) throws IOException {
        this.home = home;
        cli = home.cli().at(Instant.now());
        cli.run("init").exits(ExitCode.OK);
    }

    @AfterEach
    void end() throws Exception {
        application.end();
        for (Background server : running) {
            server.end();
        }
    }

    private Background running(Background server) {
        running.add(server);
        return server;
    }

    private String generate(String label, String... options) {
        return cli.run(Stream.concat(Stream.of("generate", "--label", label), Stream.of(options))
                        .toArray(String[]::new))
                .exits(ExitCode.OK)
                .line();
    }

    /** A configuration of the page, with the places of this test. */
    private String configuration(String heading, String language) throws IOException {
        String text = Page.with(
                Page.under(heading, language), SOCKET, Serving.socket(home).toString());
        text = Page.with(text, "127.0.0.1:8080", Background.text(address));
        return Page.with(text, "127.0.0.1:9000", Background.text(application.address()));
    }

    /** A line of a configuration with the line after it that the page tells for another header. */
    private static String withAfter(String configuration, String line, String language, int number) throws IOException {
        String next = Page.under("A code in another header", language)
                .lines()
                .toList()
                .get(number);
        return Page.with(configuration, line + "\n", line + "\n" + next + "\n");
    }

    private Background nginx(String text) throws Exception {
        Path folder = home.folder();
        Path configuration = Files.writeString(folder.resolve("tokens.conf"), text);
        Path main = Files.writeString(
                folder.resolve("nginx.conf"), """
                daemon off;
                user root;
                worker_processes 1;
                pid FOLDER/nginx.pid;
                events {}
                http {
                  access_log off;
                  client_body_temp_path FOLDER/body;
                  proxy_temp_path FOLDER/proxy;
                  fastcgi_temp_path FOLDER/fastcgi;
                  uwsgi_temp_path FOLDER/uwsgi;
                  scgi_temp_path FOLDER/scgi;
                  include %s;
                }
                """.formatted(configuration).replace("FOLDER", folder.toString()));
        String log = folder.resolve("nginx.log").toString();
        return Background.start(home.on(Run.of("nginx", "-c", main.toString(), "-e", log)), address);
    }

    private Background caddy(String text) throws Exception {
        Path file = Files.writeString(home.folder().resolve("Caddyfile"), "{\n\tadmin off\n}\n" + text);
        Run run = Run.of("caddy", "run", "--adapter", "caddyfile", "--config", file.toString());
        return Background.start(home.on(run), address);
    }

    @Test
    void nginxLetsInWhomItShould() throws Exception {
        Skip.unlessInstalled("nginx");
        Background serve = running(Serving.atSocket(home));
        running(nginx(configuration("nginx", "nginx")));

        assertGuarded();
        serve.end();
        assertAnswer(site.post("/", generate("late", "--scope", "read")), 503, null);
    }

    @Test
    void caddyLetsInWhomItShould() throws Exception {
        Skip.unlessInstalled("caddy");
        Background serve = running(Serving.atSocket(home));
        running(caddy(configuration("Caddy", "caddyfile")));

        assertGuarded();
        serve.end();
        assertAnswer(site.post("/", generate("late", "--scope", "read")), 502, null);
    }

    @Test
    void nginxAsksAboutACodeInAnotherHeader() throws Exception {
        Skip.unlessInstalled("nginx");
        running(Serving.atSocket(home, "--header", "X-Api-Key"));
        String text = withAfter(configuration("nginx", "nginx"), "  proxy_set_header Authorization \"\";", "nginx", 1);
        running(nginx(withAfter(text, "    proxy_set_header Authorization $http_authorization;", "nginx", 3)));

        assertGuardedByAnotherHeader();
    }

    @Test
    void caddyAsksAboutACodeInAnotherHeader() throws Exception {
        Skip.unlessInstalled("caddy");
        running(Serving.atSocket(home, "--header", "X-Api-Key"));
        running(caddy(
                withAfter(configuration("Caddy", "caddyfile"), "\t\trequest_header -Authorization", "caddyfile", 1)));

        assertGuardedByAnotherHeader();
    }

    private void assertGuardedByAnotherHeader() throws Exception {
        String code = generate("reader", "--scope", "read");

        assertAnswer(site.post("/", null, "X-Api-Key", "sok_cut"), 401, invalid("The token is malformed."));
        assertThat(site.post("/deploy/x", null, "X-Api-Key", code).statusCode()).isEqualTo(403);
        assertThat(application.takeArrivals()).isEmpty();
        assertThat(site.post("/", null, "X-Api-Key", code).statusCode()).isEqualTo(200);
        assertThat(site.post("/public/", null, "X-Api-Key", code).statusCode()).isEqualTo(200);
        List<Arrival> arrivals = application.takeArrivals();
        assertThat(arrivals).hasSize(2);
        assertThat(arrivals.get(0).headers().get("X-Token-Label")).containsExactly("reader");
        assertThat(arrivals)
                .allSatisfy(arrival ->
                        assertThat(arrival.headers().values().toString()).doesNotContain(code));
    }

    private void assertGuarded() throws Exception {
        String reader = generate("web 1/ä", "--scope", "read", "--owner", "Ada");
        String deployer = generate("deployer", "--scope", "read", "--scope", "deploy");
        String elsewhere = generate("elsewhere", "--scope", "read", "--from-network", "192.0.2.0/24");

        // The control: without a token, a request reaches the application where the page asks for none.
        assertThat(site.post("/public/", null).statusCode()).isEqualTo(200);
        assertThat(application.takeArrivals()).hasSize(1);
        // A request without a token cannot bring one in by itself.
        assertThat(site.post("/public/", null, FORGED).statusCode()).isEqualTo(200);
        List<Arrival> arrivals = application.takeArrivals();
        assertThat(arrivals).hasSize(1);
        assertNotForged(arrivals.get(0));

        assertAnswer(site.post("/", null), 401, CHALLENGE);
        assertAnswer(site.post("/", "sok_cut"), 401, invalid("The token is malformed."));
        assertAnswer(site.post("/deploy/x", null), 401, CHALLENGE);
        assertAnswer(site.post("/deploy", null), 401, CHALLENGE);
        assertThat(site.post("/deploy", reader).statusCode()).isEqualTo(403);
        assertAnswer(
                site.post("/deploy/x", reader),
                403,
                CHALLENGE + ", error=\"insufficient_scope\", error_description=\"The token does not have every scope"
                        + " that is required.\", scope=\"deploy\"");
        assertAnswer(site.post("/verify", null), 401, CHALLENGE);
        assertAnswer(site.post("/", reader, "Authorization", "Bearer " + deployer), 400, null);
        // The client cannot say where it is.
        HttpResponse<String> outside =
                site.post("/", elsewhere, "X-Forwarded-For", "192.0.2.1", "X-Real-IP", "192.0.2.1");
        assertThat(outside.statusCode()).isEqualTo(403);
        assertThat(application.takeArrivals()).isEmpty();

        assertLetIn("/", reader, "web%201%2F%C3%A4", "read");
        assertLetIn("/deploy/x", deployer, "deployer", "deploy read");
        assertLetIn("/deploy", deployer, "deployer", "deploy read");
        for (int i = 0; i < 50; i++) { // more than the connections that are kept open
            assertThat(site.post("/", reader).statusCode()).isEqualTo(200);
        }
        application.takeArrivals();

        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            HttpResponse<String> busy = site.post("/", reader);
            assertAnswer(busy, 503, null);
            assertThat(busy.headers().firstValue("Retry-After")).hasValue("1");
        }
        assertLetIn("/", reader, "web%201%2F%C3%A4", "read");
        cli.run("disable", "deployer", "-y").exits(ExitCode.OK);
        assertAnswer(site.post("/deploy/x", deployer), 401, invalid("The token is disabled."));
        cli.run("revoke", "web 1/ä", "-y").exits(ExitCode.OK);
        assertAnswer(site.post("/", reader), 401, invalid("The token was revoked."));
        assertThat(application.takeArrivals()).isEmpty();
    }

    private static String invalid(String sentence) {
        return CHALLENGE + ", error=\"invalid_token\", error_description=\"" + sentence + "\"";
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, @Nullable String challenge) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (challenge != null) {
            assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly(challenge);
        }
    }

    /** The application gets the token in headers, which the client cannot forge, and does not get the code. */
    private void assertLetIn(String path, String code, String label, String scopes) throws Exception {
        HttpResponse<String> answer = site.post(path, code, FORGED);
        assertThat(answer.body()).isEqualTo("welcome");
        List<Arrival> arrivals = application.takeArrivals();
        assertThat(arrivals).hasSize(1);
        Arrival arrival = arrivals.get(0);
        assertThat(arrival.path()).isEqualTo(path);
        assertThat(arrival.body()).isEqualTo("a question");
        assertThat(arrival.headers().get("X-Token-Id")).containsExactly(code.substring(4, 16));
        assertThat(arrival.headers().get("X-Token-Label")).containsExactly(label);
        assertThat(arrival.headers().get("X-Token-Scopes")).containsExactly(scopes);
        assertThat(arrival.headers().values().toString()).doesNotContain(code);
        assertNotForged(arrival);
    }

    private static void assertNotForged(Arrival arrival) {
        assertThat(arrival.headers().get("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(arrival.headers().values().toString()).doesNotContain("forged", FORGED_ADDRESS);
    }
}
