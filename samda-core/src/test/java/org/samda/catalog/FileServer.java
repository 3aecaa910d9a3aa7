// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real web server on this machine with one file, which misbehaves as it is told: one answer for each request. */
final class FileServer implements AutoCloseable {
    private static final int OK = 200;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Queue<Answer> planned = new ArrayDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private byte[] content;
    private Optional<String> tag = Optional.of("\"1\"");

    /**
     * A request.
     *
     * @param uri     as sent; with its host where the client took this server for a proxy
     * @param range   header {@code Range}, or empty
     * @param ifRange header {@code If-Range}, or empty
     */
    record Seen(URI uri, String range, String ifRange) {}

    /** What the server does with a request. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    FileServer(byte[] content) throws IOException {
        this.content = content;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + address().getPort() + "/weights.pth");
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    /** All requests so far. */
    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Plans the next answers; those after them are as they should be. */
    synchronized FileServer plan(Answer... answers) {
        Collections.addAll(planned, answers);
        return this;
    }

    /** Another version of the file. */
    synchronized void replace(byte[] newContent, String newTag) {
        content = newContent;
        tag = Optional.of("\"" + newTag + "\"");
    }

    /** From now on no version is told. */
    synchronized void withoutVersions() {
        tag = Optional.empty();
    }

    /** Promises the whole rest, sends some bytes of it, and closes the connection. */
    Answer dropAfter(int bytes) {
        return exchange -> {
            int start = begin(exchange);
            write(exchange, start, start + bytes);
        };
    }

    /** Sends some bytes, then nothing until the server is closed. */
    Answer stallAfter(int bytes) {
        return exchange -> {
            int start = begin(exchange);
            write(exchange, start, start + bytes);
            await(closing);
        };
    }

    /** Sends some bytes, then the rest when the gate opens. */
    Answer pauseAfter(int bytes, CountDownLatch gate) {
        return exchange -> {
            int start = begin(exchange);
            write(exchange, start, start + bytes);
            await(gate);
            write(exchange, start + bytes, content.length);
        };
    }

    /** Sends the whole file, whatever part was asked for. */
    Answer whole() {
        return exchange -> {
            exchange.sendResponseHeaders(OK, content.length);
            write(exchange, 0, content.length);
        };
    }

    /** Sends the whole file without telling its length. */
    Answer unsized() {
        return exchange -> {
            exchange.sendResponseHeaders(OK, 0);
            write(exchange, 0, content.length);
        };
    }

    /** Sends without an end. */
    Answer endless() {
        return exchange -> {
            exchange.sendResponseHeaders(OK, 0);
            while (closing.getCount() > 0) {
                write(exchange, 0, content.length);
            }
        };
    }

    /** Sends a part that nobody asked for. */
    Answer part(int start) {
        return exchange -> {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(start, content.length - 1, content.length));
            exchange.sendResponseHeaders(206, content.length - start);
            write(exchange, start, content.length);
        };
    }

    static Answer status(int code) {
        return exchange -> exchange.sendResponseHeaders(code, -1);
    }

    static Answer redirect(String location) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    static Answer page() {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(OK, 6);
            exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.US_ASCII));
        };
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        seen.add(new Seen(exchange.getRequestURI(), header(headers, "Range"), header(headers, "If-Range")));
        try {
            next().to(exchange);
        } catch (IOException clientHasGone) {
            return;
        } finally {
            exchange.close();
        }
    }

    private synchronized Answer next() {
        return planned.isEmpty() ? exchange -> write(exchange, begin(exchange), content.length) : planned.remove();
    }

    /** Sends the header of what was asked for and returns its first byte; -1 after a refusal. */
    private int begin(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        tag.ifPresent(version -> exchange.getResponseHeaders().set("ETag", version));
        String range = header(headers, "Range");
        boolean sameVersion = headers.getFirst("If-Range") == null
                || header(headers, "If-Range").equals(tag.orElse(""));
        if (range.isEmpty() || !sameVersion) {
            exchange.sendResponseHeaders(OK, content.length);
            return 0;
        }
        int start = Integer.parseInt(range.replaceAll("\\D", ""));
        if (start >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return content.length;
        }
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes %d-%d/%d".formatted(start, content.length - 1, content.length));
        exchange.sendResponseHeaders(206, content.length - start);
        return start;
    }

    private void write(HttpExchange exchange, int from, int to) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write(content, from, to - from);
        out.flush();
    }

    private static String header(Headers headers, String name) {
        return Optional.ofNullable(headers.getFirst(name)).orElse("");
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
