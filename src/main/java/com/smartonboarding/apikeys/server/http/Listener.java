package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.Reply;
import com.smartonboarding.apikeys.server.place.OpenPlace;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Accepts the connections of one place, in one thread. They are served in turn by all threads of a group. */
final class Listener extends ChannelInboundHandlerAdapter {
    private static final long PAUSE_MILLIS = 100;
    private static final int TOGETHER = 16;

    /** By default, buffers grow up to 64 KiB. A thousand clients that send much would then take 64 MiB. */
    private static final RecvByteBufAllocator BUFFERS = new AdaptiveRecvByteBufAllocator(512, 2_048, 8_192);

    private final OpenPlace place;
    private final Channel channel;
    private final EventLoopGroup serving;
    private final Connections connections;
    private final Function<Question, CompletableFuture<Reply>> answers;
    private final Responses responses;
    private final Limits limits;
    private final HttpEvents events;

    Listener(
            OpenPlace place,
            EventLoopGroup serving,
            Connections connections,
            Function<Question, CompletableFuture<Reply>> answers,
            Responses responses,
            Limits limits,
            HttpEvents events) {
        this.place = place;
        this.serving = serving;
        this.connections = connections;
        this.answers = answers;
        this.responses = responses;
        this.limits = limits;
        this.events = events;
        channel = place.isUnixSocket()
                ? new NioServerDomainSocketChannel(place.channel())
                : new NioServerSocketChannel(place.channel());
        channel.pipeline().addLast(this);
    }

    /** Begins to accept, in this thread. */
    void start(EventLoop accepting) {
        accepting.register(channel).syncUninterruptibly();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        serve((DuplexChannel) accepted);
    }

    private void serve(DuplexChannel accepted) {
        if (!connections.makeRoom()) {
            events.cannotAccept("all that are allowed wait for their answers");
            accepted.unsafe().closeForcibly();
            return;
        }
        accepted.config().setOption(ChannelOption.RECVBUF_ALLOCATOR, BUFFERS);
        new Connection(accepted, connections, answers, responses, limits, events).install();
        serving.register(accepted).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /**
     * Accepting failed, for example because no descriptors are left. The connection still waits, and the selector would
     * report it again and again, so there is a pause before the next attempt. A closed connection gives its descriptor back
     * when the selector runs the next time. The reason is told only after that, because without a descriptor Java may be
     * unable to load a class.
     */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        channel.config().setAutoRead(false);
        for (int i = 0; i < TOGETHER && connections.closeOne(); i++) {
            // the next one
        }
        var unused = channel.eventLoop().schedule(() -> resume(cause), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void resume(Throwable cause) {
        channel.config().setAutoRead(true);
        events.cannotAccept(cause instanceof IOException e ? IoErrorText.of(e) : "internal error");
    }

    /**
     * Stops accepting connections. Clients that have connected to a socket of this process are still served. Clients that
     * wait in an inherited socket are left to the next process.
     */
    void stop() {
        place.conceal();
        // Netty must not close the channel, because it would also delete the file, even that of an inherited socket.
        channel.deregister().syncUninterruptibly();
        boolean more = !place.isInherited();
        while (more) {
            more = channel.eventLoop()
                    .submit(this::serveSomeOfThoseWaiting)
                    .syncUninterruptibly()
                    .getNow();
        }
        place.close();
        // Java closes the socket when the selector runs the next time.
        channel.eventLoop().submit(() -> {}).syncUninterruptibly();
    }

    /** Accepts a few at a time, so that their requests are read before more connections need their places. */
    private boolean serveSomeOfThoseWaiting() {
        try {
            for (int i = 0; i < TOGETHER; i++) {
                SocketChannel waiting = place.channel().accept();
                if (waiting == null) {
                    return false;
                }
                serve(
                        place.isUnixSocket()
                                ? new NioDomainSocketChannel(channel, waiting)
                                : new NioSocketChannel(channel, waiting));
            }
            return true;
        } catch (IOException e) {
            events.cannotAccept(IoErrorText.of(e));
            return false;
        }
    }
}
