package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.cli.option.Values;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.identity.Invoker;
import com.smartonboarding.apikeys.server.BearerCode;
import com.smartonboarding.apikeys.server.ClientAddress;
import com.smartonboarding.apikeys.server.HeaderText;
import com.smartonboarding.apikeys.server.http.Limits;
import com.smartonboarding.apikeys.server.place.SocketAccess;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers questions about codes over HTTP, until a signal ends it. */
public final class ServeCommand extends Subcommand {
    private static final String LISTEN = "--listen";
    private static final String STATUS_LISTEN = "--status-listen";
    private static final String MODE = "--socket-mode";
    private static final String GROUP = "--socket-group";
    private static final String HEADER = "--header";
    private static final String ADDRESS_HEADER = "--address-header";
    private static final String AUTHORIZATION = "Authorization";
    private static final long USUAL_CONNECTIONS = 1_024;
    private static final Duration USUAL_IDLE = Duration.ofSeconds(60);
    private static final Duration USUAL_DRAIN = Duration.ofSeconds(10);

    private final Values<String> listen = Values.texts(
            LISTEN + " PLACE",
            "Where to listen: the path of a Unix socket, or a loopback address with a port, such as 127.0.0.1:8080. Can be"
                    + " repeated. The socket that systemd hands over is served as well. Default: that socket, or else"
                    + " serve.sock in RUNTIME_DIRECTORY or in XDG_RUNTIME_DIR/apikeys.");

    private final Values<String> statusListen = Values.texts(
            STATUS_LISTEN + " PLACE",
            "Where to answer /healthz, /readyz and /metrics. They are then not answered at --listen. Can be repeated.");

    private final Value<String> mode =
            Value.text(MODE + " MODE", "The mode of Unix sockets: 0600, or 0660, the default with --socket-group.");

    private final Value<String> group =
            Value.text(GROUP + " GROUP", "The group of Unix sockets. Its members may connect.");

    private final Value<String> header = Value.text(
            HEADER + " NAME", "A header that has the code. A request can also use Authorization, but not both.");

    private final Value<String> addressHeader = Value.text(
            ADDRESS_HEADER + " NAME",
            "The header in which the proxy passes on the address of the client. If it has a list, the last address counts."
                    + " Without this option, the networks of tokens are not checked.");

    private final Value<Long> connections = Value.positive(
            "--max-connections N",
            "a number of connections",
            "How many connections may be open (default: 1024). A further one takes the place of the one that has been idle"
                    + " the longest.");

    private final Value<Duration> idle = Value.timeout(
            "--idle-timeout DURATION", "How long a connection may be idle before it is closed (default: 60s).");

    private final Value<Duration> drain = Value.timeout(
            "--drain DURATION",
            "How long the end may take: the last answers, and recording the last accesses (default: 10s).");

    private final Flag accessLog = Flag.of("--access-log", "Print a line of JSON for each answer.");

    public ServeCommand(Context context) {
        super(context, "serve");
        usage().header("Answer web servers that ask over HTTP whether a code is valid.")
                .description(
                        "A proxy asks at /verify (nginx auth_request, Caddy forward_auth, Traefik forwardAuth, Envoy). The"
                                + " answer is 204 if the code in 'Authorization: Bearer CODE' is valid, and otherwise 401 or"
                                + " 403. The query names the scopes that the token must have: /verify?scope=deploy. A server"
                                + " asks at /introspect (RFC 7662). It presents a code of its own, whose token has the scope"
                                + " 'introspect'.",
                        "If the database does not answer within the time of --wait or of the setting 'wait' (otherwise 2s),"
                                + " the answer is 503. Each use of a token is recorded as its last access. This command needs no"
                                + " role, but only the account that owns the tokens, or root, can run it.",
                        "After SIGTERM or Ctrl-C, the server finishes what it has begun, and ends with exit code 0. After"
                                + " SIGHUP, it reads its settings again. Events are logged on standard error, one line of JSON"
                                + " each. No log contains a code.")
                .footer(
                        "# Answer nginx, which sets the header with the client's address",
                        "apikeys serve --listen ~/serve.sock --address-header X-Forwarded-For",
                        "# Tell a monitoring system how the server does, at a port of its own",
                        "apikeys serve --listen ~/serve.sock --status-listen 127.0.0.1:9464");
        declare(listen, mode, group, statusListen, header, addressHeader, connections, idle, drain, accessLog);
    }

    @Override
    protected ExitCode execute() {
        Settings settings = context().settings();
        requireAccount(settings.invoker());
        new Serving(context(), options(settings.guard())).run();
        return ExitCode.OK;
    }

    /** A person who borrows the account through sudo must not leave a process behind that has its rights. */
    private static void requireAccount(Invoker invoker) {
        if (invoker.elevated() && invoker.actor().uid() != 0) {
            throw new DeniedException("'serve' runs only as the account that owns the tokens, or for root.")
                    .advising("Root starts it with systemctl start apikeys-serve.");
        }
    }

    private ServeOptions options(FileGuard guard) {
        if (idle.orElse(USUAL_IDLE).isZero()) {
            throw new UsageException("--idle-timeout must be at least 1s.");
        }
        Places places = places(guard);
        requireDifferentHeaders();
        long most = Math.min(connections.orElse(USUAL_CONNECTIONS), Integer.MAX_VALUE);
        return new ServeOptions(
                places.listen(),
                places.status(),
                access(guard),
                new BearerCode(headerName(HEADER, header.get())),
                new ClientAddress(headerName(ADDRESS_HEADER, addressHeader.get())),
                Limits.of((int) most, idle.orElse(USUAL_IDLE)),
                accessLog.isGiven(),
                drain.orElse(USUAL_DRAIN));
    }

    private Places places(FileGuard guard) {
        Places places = new Places();
        listen.get().forEach(text -> places.listen(LISTEN, text));
        statusListen.get().forEach(text -> places.status(STATUS_LISTEN, text));
        places.complete(() -> DefaultPlace.find(context().host().environment(), guard));
        if (places.areAllPorts() && (group.get() != null || mode.get() != null)) {
            throw new UsageException(
                    GROUP + " and " + MODE + " only matter to Unix sockets, and every place is a port.");
        }
        return places;
    }

    private void requireDifferentHeaders() {
        String address = addressHeader.get();
        if (address == null) {
            return;
        }
        if (address.equalsIgnoreCase(AUTHORIZATION)) {
            throw new UsageException(ADDRESS_HEADER + " cannot be " + AUTHORIZATION + ", which has the code.");
        }
        if (address.equalsIgnoreCase(header.get())) {
            throw new UsageException(HEADER + " and " + ADDRESS_HEADER + " cannot name the same header.");
        }
    }

    private SocketAccess access(FileGuard guard) {
        String name = group.get();
        SocketAccess access = SocketAccess.of(
                guard,
                name == null ? null : SocketAccess.group(name),
                context().host().random().get());
        String chosen = mode.get();
        return chosen == null ? access : access.withMode(MODE, chosen);
    }

    private static @Nullable String headerName(String option, @Nullable String name) {
        if (name != null && !HeaderText.isName(name)) {
            throw new UsageException(option + " takes the name of a header, such as X-Forwarded-For.");
        }
        return name;
    }

    @Override
    public Set<ExitCode> exitCodes() {
        Set<ExitCode> codes = reading(ExitCode.NOT_FOUND, ExitCode.CONFLICT);
        codes.removeAll(Set.of(ExitCode.BUSY, ExitCode.INTERRUPTED)); // these do not end a server
        return codes;
    }
}
