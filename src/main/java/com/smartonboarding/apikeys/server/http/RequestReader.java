package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.server.Header;
import com.smartonboarding.apikeys.server.Question;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a request into a question, or refuses it. It keeps no buffer, so a client that goes away leaves none behind. */
final class RequestReader extends SimpleChannelInboundHandler<HttpObject> {
    private final Connection connection;
    private final Limits limits;
    private final RequestRules rules;
    private @Nullable Started started;

    /** A request whose body is still being read. */
    private record Started(HttpRequest head, RequestTarget target, StringBuilder body) {}

    RequestReader(Connection connection, Limits limits) {
        this.connection = connection;
        this.limits = limits;
        rules = new RequestRules(limits);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (connection.isReading() && part instanceof HttpRequest head) {
            begin(head);
        }
        if (connection.isReading() && part instanceof HttpContent content) {
            append(content);
        }
    }

    private void begin(HttpRequest head) {
        HttpResponseStatus violation = rules.violation(head);
        RequestTarget target = RequestTarget.of(head.uri());
        if (violation != null || target == null) {
            connection.refuse(violation == null ? HttpResponseStatus.BAD_REQUEST : violation);
            return;
        }
        started = new Started(head, target, new StringBuilder());
        if (HttpUtil.is100ContinueExpected(head)) {
            connection.invite();
        }
    }

    private void append(HttpContent content) {
        Started request = started;
        if (request == null || content.decoderResult().isFailure()) {
            connection.refuse(HttpResponseStatus.BAD_REQUEST);
        } else if (request.body().length() + content.content().readableBytes() > limits.body()) {
            connection.refuse(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        } else {
            request.body().append(content.content().toString(StandardCharsets.ISO_8859_1));
            if (content instanceof LastHttpContent) {
                started = null;
                HttpRequest head = request.head();
                connection.ask(question(request), HttpUtil.isKeepAlive(head), RequestRules.isOld(head));
            }
        }
    }

    private static Question question(Started request) {
        HttpRequest head = request.head();
        List<Header> headers = new ArrayList<>(head.headers().size());
        for (Map.Entry<String, String> each : head.headers()) {
            headers.add(new Header(each.getKey(), each.getValue()));
        }
        return new Question(
                head.method().name(),
                request.target().path(),
                request.target().query(),
                headers,
                request.body().toString());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.broken(cause);
    }
}
