// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.samda.SamdaException;
import org.samda.io.Bytes;
import org.samda.io.Sha256;

/** Says in one line why a file could not be fetched, and how to get it nevertheless. */
final class DownloadProblem {
    private static final int PROXY_PASSWORD = 407;

    private DownloadProblem() {}

    /** Whether there was no connection to begin with. */
    static boolean isOffline(IOException cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof HttpConnectTimeoutException;
    }

    static SamdaException unreachable(DownloadRequest request, IOException cause) {
        return new SamdaException(
                "Cannot reach '%s' to fetch '%s': %s. Check the connection, or name a proxy with --proxy HOST:PORT. %s"
                        .formatted(request.url().getHost(), request.url(), reason(cause), request.byHand()),
                cause);
    }

    static SamdaException broken(DownloadRequest request, int attempts, long arrived, IOException cause) {
        String kept =
                arrived == 0 ? "" : Bytes.readable(arrived) + " have arrived and are kept; start again to go on. ";
        return new SamdaException(
                "Cannot fetch '%s': %s, %d times in a row. %s%s"
                        .formatted(request.url(), reason(cause), attempts, kept, request.byHand()),
                cause);
    }

    static SamdaException refused(DownloadRequest request, HttpAnswer answer) {
        return new SamdaException("Cannot fetch '%s': the server answers HTTP %d (%s), expected 200. %s"
                .formatted(request.url(), answer.code(), meaning(answer.code()), request.byHand()));
    }

    static SamdaException webPage(DownloadRequest request) {
        return new SamdaException(
                "Cannot fetch '%s': it is a web page, expected a file. %s".formatted(request.url(), request.byHand()));
    }

    static SamdaException wrongSize(DownloadRequest request, long found) {
        return new SamdaException("'%s' is not the published file: expected %d bytes, found %d. %s"
                .formatted(request.url(), request.bytes().orElseThrow(), found, request.byHand()));
    }

    static SamdaException tooLarge(DownloadRequest request, long limit) {
        return new SamdaException("'%s' is larger than expected: at most %s. Nothing of it was kept. %s"
                .formatted(request.url(), Bytes.readable(limit), request.byHand()));
    }

    static SamdaException wrongChecksum(DownloadRequest request, Sha256 found) {
        return new SamdaException(
                "What came from '%s' is not the published file: expected SHA-256 %s, found %s. It was deleted. %s"
                        .formatted(request.url(), request.sha256().orElseThrow(), found, request.byHand()));
    }

    static SamdaException noRoom(DownloadRequest request, long needed, long free) {
        return new SamdaException(
                ("Cannot fetch '%s': expected %s of free space for '%s', found %s. Make room, or set SAMDA_HOME to a"
                                + " folder on another disk.")
                        .formatted(request.url(), Bytes.readable(needed), request.target(), Bytes.readable(free)));
    }

    private static String reason(IOException cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
                return "its name is not known";
            }
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String meaning(int code) {
        return switch (code) {
            case 401, 403 -> "access denied";
            case 404, 410 -> "not there";
            case PROXY_PASSWORD -> "the proxy wants a password, which samda cannot give";
            default -> "not a file";
        };
    }
}
