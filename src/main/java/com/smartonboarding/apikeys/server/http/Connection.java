package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection: it reads a request, waits for the reply, sends it, and only then reads the next request. So pipelined
 * requests are answered in their order (RFC 9112, 9.3.2), and wait in the socket, not in the memory of the process.
 *
 * <p>It is the first handler of its channel, so it sees the bytes before they are decoded.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    private final DuplexChannel channel;
    private final Connections all;
    private final Function<Question, CompletableFuture<Reply>> answers;
    private final Responses responses;
    private final HttpEvents events;
    private final RequestDecoder decoder;
    private final RequestReader reader;
    private @Nullable ConnectionState state;
    private long since;
    private boolean used;

    Connection(
            DuplexChannel channel,
            Connections all,
            Function<Question, CompletableFuture<Reply>> answers,
            Responses responses,
            Limits limits,
            HttpEvents events) {
        this.channel = channel;
        this.all = all;
        this.answers = answers;
        this.responses = responses;
        this.events = events;
        decoder = new RequestDecoder(this, limits);
        reader = new RequestReader(this, limits);
    }

    /** Does this in the thread of the connection, unless the connection has left this state by then. */
    void whileIn(ConnectionState supposed, Runnable task) {
        long now = since;
        inLoop(() -> {
            if (state == supposed && since == now) {
                task.run();
            }
        });
    }

    /** Closes in the thread of the connection, whatever it does. */
    void closeSoon() {
        inLoop(this::close);
    }

    /** Closes in the thread of the connection, and waits for that. Tells whether it was still in this state. */
    boolean closeIn(ConnectionState supposed) {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        inLoop(() -> {
            boolean still = state == supposed;
            if (still) {
                close();
            }
            closed.complete(still);
        });
        return closed.join();
    }

    /** Begins to serve the channel. */
    void install() {
        channel.pipeline().addLast(this, decoder, new HttpResponseEncoder(), reader);
        to(ConnectionState.IDLE);
    }

    /** When it began what it does, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** Whether it has had a request already. */
    boolean isUsed() {
        return used;
    }

    /** Whether bytes that came in may be decoded. The first of them begin a request. */
    boolean mayRead() {
        if (state == ConnectionState.IDLE) {
            to(ConnectionState.READING);
        }
        return isReading();
    }

    /** Whether it reads a request that was not refused. */
    boolean isReading() {
        return state == ConnectionState.READING;
    }

    /** Asks the question that was read. */
    void ask(Question question, boolean persistent, boolean old) {
        used = true;
        decoder.ended();
        channel.config().setAutoRead(false);
        to(ConnectionState.ANSWERING);
        CompletableFuture<Reply> answer;
        try {
            answer = answers.apply(question);
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        boolean toHead = question.method().equals(HttpMethod.HEAD.name());
        // The returned future would fail only after the end of the server.
        var unused =
                answer.whenComplete((reply, failure) -> inLoop(() -> answer(reply, failure, toHead, persistent, old)));
    }

    private void inLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    private void answer(
            @Nullable Reply reply, @Nullable Throwable failure, boolean toHead, boolean persistent, boolean old) {
        if (state != ConnectionState.ANSWERING) { // the client has gone
            return;
        }
        if (reply == null) {
            events.failed(cause(failure));
            send(responses.refusal(HttpResponseStatus.INTERNAL_SERVER_ERROR), this::sayFarewell);
            return;
        }
        boolean stays = persistent && !all.isStopping();
        AsciiString header = !stays ? HttpHeaderValues.CLOSE : old ? HttpHeaderValues.KEEP_ALIVE : null;
        // A client that wants to keep the connection may already have sent its next request, so this is not a plain
        // close.
        send(
                responses.of(reply, toHead, header),
                stays ? this::readNext : persistent ? this::sayFarewell : this::close);
    }

    private static Throwable cause(@Nullable Throwable failure) {
        Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : failure;
        return wrapped == null ? new IllegalStateException("A question was answered with nothing.", failure) : wrapped;
    }

    /** Refuses a request, and closes the connection, because it is not known where the next request begins. */
    void refuse(HttpResponseStatus status) {
        events.refused(status.code());
        channel.config().setAutoRead(false);
        send(responses.refusal(status), this::sayFarewell);
    }

    /** Refuses a request that did not come in time. */
    void tooSlow() {
        refuse(HttpResponseStatus.REQUEST_TIMEOUT);
    }

    /** Asks for the body of a request (RFC 9110, 10.1.1). */
    void invite() {
        channel.writeAndFlush(Responses.goOn()).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private void send(FullHttpResponse response, Runnable then) {
        to(ConnectionState.SENDING);
        channel.writeAndFlush(response).addListener(written -> {
            if (!written.isSuccess()) {
                close();
            } else if (state == ConnectionState.SENDING) {
                then.run();
            }
        });
    }

    private void readNext() {
        to(ConnectionState.IDLE);
        if (all.isStopping()) {
            sayFarewell();
            return;
        }
        if (!decoder.isDecoding()) { // otherwise the loop of the decoder reads on by itself
            channel.pipeline().fireChannelRead(Unpooled.EMPTY_BUFFER);
        }
        if (state == ConnectionState.IDLE || state == ConnectionState.READING) {
            channel.config().setAutoRead(true);
        }
    }

    /**
     * Closes this direction of the connection, and reads until the client closes the other one. If bytes arrived after a
     * complete close, TCP could destroy the response before the client has read it (RFC 9112, 9.6).
     */
    private void sayFarewell() {
        to(ConnectionState.CLOSING);
        channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        channel.config().setAutoRead(true);
    }

    /** Closes at once. */
    void close() {
        if (state != null) {
            to(null);
            var unused = channel.close();
        }
    }

    /** What becomes of the connection after an exception in one of its handlers. */
    void broken(Throwable cause) {
        if (cause instanceof DecoderException && isReading()) {
            refuse(HttpResponseStatus.BAD_REQUEST);
            return;
        }
        if (!(cause instanceof IOException)) {
            events.failed(cause);
        }
        close();
    }

    private void to(@Nullable ConnectionState next) {
        since = System.nanoTime();
        all.move(this, state, next); // after this, other threads see the time
        state = next;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close();
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        if (state == ConnectionState.CLOSING) {
            ReferenceCountUtil.release(bytes);
        } else {
            context.fireChannelRead(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (channel.config().isAutoRead()) { // the decoder would otherwise read more, although it may not decode
            context.fireChannelReadComplete();
        }
    }
}
