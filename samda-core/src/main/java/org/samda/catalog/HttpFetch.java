// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.samda.SamdaException;

/** Asks servers for files; follows redirects, a few of them and never from https to anything else. */
final class HttpFetch {
    private static final int MAX_REDIRECTS = 8;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final DownloadConfig config;
    private final HttpClient client;

    HttpFetch(DownloadConfig config) {
        this.config = config;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER);
        config.proxy().ifPresent(proxy -> builder.proxy(ProxySelector.of(proxy)));
        client = builder.build();
    }

    /**
     * The answer to a GET; to be closed.
     *
     * @throws IOException    if there was none
     * @throws SamdaException if it is a redirect that is not followed
     */
    HttpAnswer get(URI url, Map<String, String> headers) throws IOException, InterruptedException {
        URI here = url;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            HttpAnswer answer = getOnce(here, headers);
            if (!REDIRECTS.contains(answer.code())) {
                return answer;
            }
            answer.close();
            here = target(here, answer.headers().firstValue("Location").orElse(""));
        }
        throw new SamdaException("'%s' is redirected more than %d times. Give another address with --url."
                .formatted(url, MAX_REDIRECTS));
    }

    /** Where a redirect leads. */
    static URI target(URI from, String location) {
        try {
            URI to = from.resolve(location);
            boolean insecure = "https".equals(from.getScheme()) && !"https".equals(to.getScheme());
            if (!location.isEmpty() && DownloadRequest.isFetchable(to) && !insecure) {
                return to;
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw refused(from, location, notAnAddress);
        }
        throw refused(from, location, new IOException("insecure or unknown address"));
    }

    private static SamdaException refused(URI from, String location, Exception cause) {
        return new SamdaException(
                "'%s' redirects to '%s', which is not followed: expected an https address (http only from http)."
                                .formatted(from, location)
                        + " Give another address with --url.",
                cause);
    }

    private HttpAnswer getOnce(URI url, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).GET().setHeader("User-Agent", "samda");
        headers.forEach(request::setHeader);
        HttpResponse<ChunkQueue> response = await(client.sendAsync(request.build(), info -> new ChunkQueue()));
        return new HttpAnswer(url, response.statusCode(), response.headers(), response.body());
    }

    private HttpResponse<ChunkQueue> await(CompletableFuture<HttpResponse<ChunkQueue>> pending)
            throws IOException, InterruptedException {
        long patience = config.connectTimeout().plus(config.stallTimeout()).toMillis();
        try {
            return pending.get(patience, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer for " + patience / 1000 + " s");
        } finally {
            pending.cancel(true);
        }
    }
}
