package com.smartonboarding.apikeys.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Spring Security with the class of the page knows the tokens of the packaged {@code apikeys serve}. */
class SpringResourceServerIT {
    /** Its spaces and letters must be encoded in the credentials of the client (RFC 6749, 2.3.1). */
    private static final String LABEL = "Orders & Söhne: 100 %+";

    private final Home home;
    private final Cli cli;
    private final InetSocketAddress port = Background.freePort();

    SpringResourceServerIT(Home home) throws Exception {
        this.home = home;
        cli = home.cli().at(Instant.now());
        cli.run("init").exits(ExitCode.OK);
    }

    /** What one introspector does. */
    private interface Questions {
        void ask(OpaqueTokenIntrospector introspector) throws Exception;
    }

    /** The class of the page with the places of this test, in a context of Spring. */
    private void withIntrospector(String label, Questions questions) throws Exception {
        String source = Page.with(Page.block("java"), "127.0.0.1:8780", Background.text(port));
        source = Page.with(source, "\"orders\"", "\"" + label + "\"");
        Path code = home.folder().resolve("orders.code");
        source = Page.with(source, "/etc/orders/apikeys.code", code.toString());
        Path file = Files.writeString(home.folder().resolve("TokenConfiguration.java"), source);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-encoding", "UTF-8", "-cp", classPath, file.toString());
        assertThat(compiled).isZero();
        URL[] classes = {home.folder().toUri().toURL()};
        Background serve = Serving.atPort(home, port);
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader());
                AnnotationConfigApplicationContext context =
                        new AnnotationConfigApplicationContext(loader.loadClass("TokenConfiguration"))) {
            questions.ask(context.getBean(OpaqueTokenIntrospector.class));
        } finally {
            serve.end();
        }
    }

    private void generateOwnToken(String scope) {
        String file = home.folder().resolve("orders.code").toString();
        cli.run("generate", "--label", LABEL, "--scope", scope, "--secret-file", file)
                .exits(ExitCode.OK);
    }

    @Test
    void aServerLearnsWhoseTokenItIsAndWhatItMayDo() throws Exception {
        generateOwnToken("introspect");
        String code = cli.run(
                        "generate",
                        "--label",
                        "client 1",
                        "--scope",
                        "read",
                        "--scope",
                        "deploy",
                        "--expires-in",
                        "1d",
                        "--meta",
                        "team=web",
                        "--owner",
                        "Ada")
                .exits(ExitCode.OK)
                .line();
        withIntrospector(LABEL, introspector -> {
            OAuth2AuthenticatedPrincipal principal = introspector.introspect(code);

            assertThat(principal.getName()).isEqualTo("client 1");
            assertThat(principal.getAuthorities())
                    .extracting(GrantedAuthority::getAuthority)
                    .contains("SCOPE_read", "SCOPE_deploy");
            assertThat(principal.<Object>getAttribute("username")).isEqualTo("Ada");
            assertThat(principal.<Object>getAttribute("metadata")).isEqualTo(Map.of("team", "web"));
            assertThat(principal.<Object>getAttribute("jti")).isEqualTo(code.substring(4, 16));
            assertThat(principal.<Instant>getAttribute("exp")).isAfter(Instant.now());

            cli.run("revoke", "client 1", "-y").exits(ExitCode.OK);
            for (String rejected : List.of(code, "sok_cut", "a b&c=d")) {
                assertThatThrownBy(() -> introspector.introspect(rejected)).isInstanceOf(BadOpaqueTokenException.class);
            }
        });
    }

    @Test
    void aServerWhoseTokenLacksTheScopeIsRefused() throws Exception {
        generateOwnToken("read");
        String code = cli.run("generate", "--label", "client 1").line();

        withIntrospector(LABEL, introspector -> assertRefused(introspector, code));
    }

    @Test
    void aServerThatGivesAnotherNameIsRefused() throws Exception {
        generateOwnToken("introspect");
        String code = cli.run("generate", "--label", "client 1").line();

        withIntrospector("client 1", introspector -> assertRefused(introspector, code));
    }

    private static void assertRefused(OpaqueTokenIntrospector introspector, String code) {
        assertThatThrownBy(() -> introspector.introspect(code))
                .isInstanceOf(OAuth2IntrospectionException.class)
                .isNotInstanceOf(BadOpaqueTokenException.class)
                .hasMessageContaining("401");
    }
}
