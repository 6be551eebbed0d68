package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.IpAddress;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.output.IntrospectionReport;
import com.smartonboarding.apikeys.verifier.Presentation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers a server that asks about a code it was given (RFC 7662). The server is the caller; it authenticates with a
 * token of its own, which has the scope {@value #SCOPE}. Nothing is looked up for another caller.
 */
public final class Introspection implements Endpoint {
    /** The scope that the token of the caller must have. */
    public static final String SCOPE = "introspect";

    /** The most bytes of a body. */
    public static final int LONGEST_BODY = 8 * 1024;

    static final String WORD = "introspect";

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String CALLER_REJECTED = "caller_rejected";

    /** Stands for an address that is not known. It is in no network, so a caller that has networks is rejected. */
    private static final String UNKNOWN_ADDRESS = "unknown";

    private final VerificationQueue queue;
    private final ClientAddress address;
    private final SlowDown slowDown;

    /**
     * An endpoint.
     *
     * @param address where the address of the caller is, if the caller comes through a proxy
     */
    public Introspection(VerificationQueue queue, ClientAddress address, SlowDown slowDown) {
        this.queue = queue;
        this.address = address;
        this.slowDown = slowDown;
    }

    /**
     * What a caller presents.
     *
     * @param basic its name and code; null if it presents a code with the scheme Bearer
     */
    private record Caller(
            String code,
            @Nullable BasicCredentials basic,
            @Nullable IpAddress from) {
        boolean isNamed(Token token) {
            return basic == null || basic.belongTo(token);
        }

        /** Without the code. */
        @Override
        public String toString() {
            return "Caller[" + from + "]";
        }
    }

    @Override
    public CompletableFuture<Reply> answer(Question question) {
        try {
            IpAddress from = address.find(question).orElse(null);
            Optional<Caller> caller = AuthorizationField.of(question).flatMap(field -> caller(field, from));
            return caller.isEmpty()
                    ? CompletableFuture.completedFuture(noCaller())
                    : answer(caller.get(), presentation(question));
        } catch (RefusedException e) {
            return CompletableFuture.completedFuture(refused(e));
        }
    }

    private static Optional<Caller> caller(AuthorizationField field, @Nullable IpAddress from) {
        if (field.isOf(BearerCode.SCHEME)) {
            return Optional.of(new Caller(field.credentials(), null, from));
        }
        if (field.isOf(BasicCredentials.SCHEME)) {
            BasicCredentials basic = BasicCredentials.of(field).orElse(BasicCredentials.NONE);
            return Optional.of(new Caller(basic.code(), basic, from));
        }
        return Optional.empty();
    }

    private CompletableFuture<Reply> answer(Caller caller, Presentation presentation) {
        return queue.verify(new Presentation(caller.code(), List.of(SCOPE), whereFrom(caller)))
                .thenCompose(verification -> {
                    if (verification.token() == null || !caller.isNamed(verification.token())) {
                        Reply reply = caller.basic() == null ? rejectedBearer(verification) : rejectedBasic();
                        return slowDown.answer(caller.from(), reply);
                    }
                    return queue.verify(presentation).thenApply(answer -> introspected(answer, presentation));
                });
    }

    private @Nullable String whereFrom(Caller caller) {
        if (caller.from() != null) {
            return caller.from().toString();
        }
        return address.header() == null ? null : UNKNOWN_ADDRESS;
    }

    /** The code that the caller asks about. The address is a parameter of ours, which a caller can leave out. */
    private static Presentation presentation(Question question) {
        requireForm(question);
        FormText form = FormText.ofBody(question.body());
        String code =
                form.value("token").orElseThrow(() -> RefusedException.badRequest("The parameter token is missing."));
        return new Presentation(code, List.of(), form.has("from") ? address(form) : null);
    }

    private static String address(FormText form) {
        return form.value("from")
                .flatMap(IpAddress::ofClient)
                .orElseThrow(() -> RefusedException.badRequest("The parameter from is not an address."))
                .toString();
    }

    private static void requireForm(Question question) {
        List<String> types = question.values("Content-Type");
        if (types.size() != 1 || !isForm(types.get(0))) {
            throw new RefusedException(415, "invalid_request", "The body must be " + FORM + ".");
        }
        if (question.body().length() > LONGEST_BODY) {
            throw new RefusedException(413, "invalid_request", "The body is longer than " + LONGEST_BODY + " bytes.");
        }
    }

    /** Type and subtype are compared without regard to case (RFC 9110, 8.3.1). */
    private static boolean isForm(String type) {
        int end = type.indexOf(';');
        return HeaderText.sameIgnoringCase(HeaderText.trimmed(end < 0 ? type : type.substring(0, end)), FORM);
    }

    private static Reply introspected(Verification answer, Presentation presentation) {
        Token token = answer.token();
        Outcome outcome =
                new Outcome(WORD, answer.result().word(), token == null ? null : token.id(), presentation.from());
        return Reply.of(200, outcome, Reply.JSON, new IntrospectionReport(token).json());
    }

    /** Asks for either scheme, without an error (RFC 6750, 3.1). */
    private static Reply noCaller() {
        return Reply.empty(401, new Outcome(WORD, "no_code"), List.of(Challenge.bearer(), Challenge.basic()));
    }

    /** Always 401, as RFC 7662, 2.3, says, even if the code only lacks the scope. */
    private static Reply rejectedBearer(Verification verification) {
        Rejection rejection = Rejection.of(verification.result());
        Header challenge = verification.result() == Result.LACKS_SCOPE
                ? Challenge.error(rejection.error(), rejection.sentence(), List.of(SCOPE))
                : Challenge.error(rejection.error(), rejection.sentence());
        return error(401, CALLER_REJECTED, rejection.error(), rejection.sentence(), challenge);
    }

    /** As RFC 6749, 5.2, says; the challenge has the scheme that the caller used. */
    private static Reply rejectedBasic() {
        return error(
                401,
                CALLER_REJECTED,
                "invalid_client",
                "The name and the code do not belong to an active token with the scope " + SCOPE + ".",
                Challenge.basic());
    }

    private static Reply refused(RefusedException refusal) {
        return error(refusal.status(), refusal.result(), "invalid_request", refusal.sentence());
    }

    private static Reply error(int status, String result, String error, String sentence, Header... headers) {
        String body = IntrospectionReport.error(error, sentence);
        return Reply.of(status, new Outcome(WORD, result), Reply.JSON, body, headers);
    }
}
