package org.muriel.benchmark;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an HTTP server costs at the least on this machine: Netty, one handler, one answer held in memory. It answers
 * 304 to whoever names a tag, and the document to everybody else, with the headers our own server sends.
 */
final class NettyFloor {
    private static final int MOST_BODY_BYTES = 1 << 20;

    private NettyFloor() {}

    /** @param args port, file with the document */
    public static void main(String[] args) throws Exception {
        byte[] document = Files.readAllBytes(Path.of(args[1]));
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        try {
            Channel channel = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerSocketChannel.class)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childHandler(new ChannelInitializer<SocketChannel>() {
                        @Override
                        protected void initChannel(SocketChannel connection) {
                            connection
                                    .pipeline()
                                    .addLast(
                                            new HttpServerCodec(),
                                            new HttpObjectAggregator(MOST_BODY_BYTES),
                                            new Document(document));
                        }
                    })
                    .bind("127.0.0.1", Integer.parseInt(args[0]))
                    .sync()
                    .channel();
            channel.closeFuture().sync();
        } finally {
            var _ = loops.shutdownGracefully();
        }
    }

    private static final class Document extends SimpleChannelInboundHandler<FullHttpRequest> {
        private static final String TAG = "\"floor\"";
        private static final String TIME = "Wed, 01 Jan 2025 00:00:00 GMT";

        private final byte[] document;

        Document(byte[] document) {
            this.document = document;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            boolean known = request.headers().contains(HttpHeaderNames.IF_NONE_MATCH);
            ByteBuf body = known ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(document);
            FullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, known ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK, body);
            response.headers()
                    .set(HttpHeaderNames.ETAG, TAG)
                    .set(HttpHeaderNames.LAST_MODIFIED, TIME)
                    .set(HttpHeaderNames.CACHE_CONTROL, "max-age=5")
                    .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            if (!known) {
                response.headers()
                        .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                        .setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            }
            var _ = context.writeAndFlush(response);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
