// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.HdfFile;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.samda.SamdaException;
import org.samda.io.FileProblem;

/** An open HDF5 file; whatever the library does with a damaged one, the answer is an error in one line. */
final class Hdf5File implements AutoCloseable {
    private final Path path;
    private final HdfFile file;

    Hdf5File(Path path) {
        this.path = path;
        file = guarded(path, () -> new HdfFile(path));
    }

    /**
     * Asks the library something.
     *
     * @throws SamdaException if it cannot answer
     */
    <T> T ask(Function<HdfFile, T> question) {
        return guarded(path, () -> question.apply(file));
    }

    @Override
    public void close() {
        guarded(path, () -> {
            file.close();
            return path;
        });
    }

    /**
     * The library answers damaged files with unchecked exceptions of all kinds, endless recursion, and arrays of any
     * size, which the virtual machine refuses before it makes them.
     */
    private static <T> T guarded(Path path, Supplier<T> question) {
        try {
            return question.get();
        } catch (SamdaException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw FileProblem.damaged(path, "its HDF5 structure cannot be read (" + reason(e) + ")", e);
        }
    }

    private static String reason(Throwable problem) {
        Throwable first = problem;
        while (first.getCause() != null && first.getCause() != first) {
            first = first.getCause();
        }
        String message = first.getMessage();
        return message == null || message.isBlank()
                ? first.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
