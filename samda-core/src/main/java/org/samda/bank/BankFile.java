// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The embeddings of one image in a file: found if they are whole, added if they are not there. For several threads. */
final class BankFile {
    private final Path file;
    private final BankLayout layout;
    private final Consumer<String> log;

    private final Set<String> told = new HashSet<>();

    private Optional<BankReader> reader = Optional.empty();

    BankFile(Path file, BankLayout layout, Consumer<String> log) {
        this.file = file;
        this.layout = layout;
        this.log = log;
    }

    Path path() {
        return file;
    }

    /** Bytes that an entry takes in the folder, at most. */
    long bytesOfAdding() {
        return layout.slotsAt() + (long) layout.shape().bytes();
    }

    /** A copy of the entry; empty if there is none, or none that is whole, which is told. */
    synchronized Optional<ByteBuffer> find(int place) {
        try {
            if (reader.isEmpty()) {
                reader = BankReader.open(file, layout);
            }
            return reader.isPresent() ? reader.get().read(place) : Optional.empty();
        } catch (NoSuchFileException | ClosedByInterruptException saysNothingAboutTheFile) {
            reader = Optional.empty(); // Another process may have deleted it for its room.
            return Optional.empty();
        } catch (IOException e) {
            reader = Optional.empty();
            if (told.add(e.getMessage())) {
                log.accept("embeddings '%s' cannot be used: %s; computed anew".formatted(file, e.getMessage()));
            }
            return Optional.empty();
        }
    }

    /** @return what is wrong if the entry could not be added */
    synchronized Optional<String> add(int place, ByteBuffer entry) {
        try {
            BankWriter.add(file, layout, place, entry);
        } catch (ClosedByInterruptException | FileLockInterruptionException saysNothingAboutTheFile) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } finally {
            reader = Optional.empty(); // The file may be a new one now.
        }
        return Optional.empty();
    }
}
