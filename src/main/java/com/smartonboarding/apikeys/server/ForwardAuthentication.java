package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.IpAddress;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.verifier.Presentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Answers a proxy that asks whether it may pass a request on: 204 with the token in headers, or the answer that the
 * client is to get. This is what nginx, Caddy, Traefik and Envoy call forward or external authentication.
 */
public final class ForwardAuthentication implements Endpoint {
    static final String WORD = "verify";

    private final VerificationQueue queue;
    private final BearerCode place;
    private final ClientAddress address;
    private final SlowDown slowDown;

    /**
     * An endpoint.
     *
     * @param place where the code is
     * @param address where the address of the client is
     */
    public ForwardAuthentication(VerificationQueue queue, BearerCode place, ClientAddress address, SlowDown slowDown) {
        this.queue = queue;
        this.place = place;
        this.address = address;
        this.slowDown = slowDown;
    }

    @Override
    public CompletableFuture<Reply> answer(Question question) {
        try {
            IpAddress from = address.required(question).orElse(null);
            List<String> scopes = RequiredScopes.of(question);
            return place.in(question)
                    .map(code -> verify(new Presentation(code, scopes, from == null ? null : from.toString()), from))
                    .orElseGet(() -> CompletableFuture.completedFuture(noCode(from)));
        } catch (RefusedException e) {
            return CompletableFuture.completedFuture(refused(e));
        }
    }

    private CompletableFuture<Reply> verify(Presentation presentation, @Nullable IpAddress from) {
        return queue.verify(presentation).thenCompose(verification -> {
            if (verification.token() != null) {
                return CompletableFuture.completedFuture(accepted(verification.token(), presentation));
            }
            Reply reply = rejected(verification, presentation);
            return Rejection.of(verification.result()).isOfABadCode()
                    ? slowDown.answer(from, reply)
                    : CompletableFuture.completedFuture(reply);
        });
    }

    private static Reply accepted(Token token, Presentation presentation) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("X-Token-Id", token.id()));
        headers.add(new Header("X-Token-Label", HeaderText.percentEncoded(token.label())));
        headers.add(new Header("X-Token-Scopes", String.join(" ", token.scopes())));
        if (token.owner() != null) {
            headers.add(new Header("X-Token-Owner", HeaderText.percentEncoded(token.owner())));
        }
        if (token.expiresAt() != null) {
            headers.add(new Header("X-Token-Expires", UtcTime.of(token.expiresAt())));
        }
        Outcome outcome = new Outcome(WORD, Result.VALID.word(), token.id(), presentation.from());
        return Reply.empty(204, outcome, headers);
    }

    private static Reply rejected(Verification verification, Presentation presentation) {
        Rejection rejection = Rejection.of(verification.result());
        Outcome outcome = new Outcome(WORD, verification.result().word(), null, presentation.from());
        Header challenge = verification.result() == Result.LACKS_SCOPE
                ? Challenge.error(rejection.error(), rejection.sentence(), presentation.scopes())
                : Challenge.error(rejection.error(), rejection.sentence());
        return Reply.text(rejection.isOfABadCode() ? 401 : 403, outcome, rejection.sentence(), challenge);
    }

    private static Reply noCode(@Nullable IpAddress from) {
        Outcome outcome = new Outcome(WORD, "no_code", null, from == null ? null : from.toString());
        return Reply.text(401, outcome, "A token is required.", Challenge.bearer());
    }

    private static Reply refused(RefusedException refusal) {
        return Reply.text(
                refusal.status(),
                new Outcome(WORD, refusal.result()),
                refusal.sentence(),
                Challenge.error("invalid_request", refusal.sentence()));
    }
}
