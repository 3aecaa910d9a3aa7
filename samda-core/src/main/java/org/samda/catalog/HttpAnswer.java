// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The answer to a request, after redirects.
 *
 * @param url     that answered
 * @param code    HTTP status
 * @param headers of the answer
 * @param body    as it arrives; owned by this object
 */
record HttpAnswer(URI url, int code, HttpHeaders headers, ChunkQueue body) implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

    /** Bytes of the body, where the server says so. */
    Optional<Long> length() {
        return headers.firstValue("Content-Length")
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::valueOf);
    }

    /** First byte of a part of the file, in an answer with status 206. */
    Optional<Long> rangeStart() {
        Matcher range = RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        return range.matches() ? Optional.of(Long.valueOf(range.group(1))) : Optional.empty();
    }

    /** What changes when the file does and may stand in {@code If-Range}: a strong ETag, or a date. */
    Optional<String> validator() {
        Optional<String> tag = headers.firstValue("ETag").filter(text -> text.startsWith("\""));
        return tag.or(() -> headers.firstValue("Last-Modified"));
    }

    /** Whether it is a page for people, as file hosters send in place of a file. */
    boolean isWebPage() {
        String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("text/html") || type.startsWith("application/xhtml");
    }

    @Override
    public void close() {
        body.close();
    }
}
