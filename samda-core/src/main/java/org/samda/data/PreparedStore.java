// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.samda.Interruptions;
import org.samda.SamdaException;
import org.samda.io.AtomicFiles;
import org.samda.io.Bytes;
import org.samda.io.CacheFolder;

/**
 * Prepared images in a folder, one file for each case, mapped instead of read: they take no room in Java's heap, and the
 * next run finds them done.
 *
 * <p>Several threads and several processes may use one folder at once. What is found damaged is made anew.
 */
public final class PreparedStore {
    private static final CacheFolder.Kind FILES = new CacheFolder.Kind(".samda-prepared", "prepared images");
    private static final int USUAL_NAME = 32;
    private static final int MOST_ATTEMPTS = 8;

    private final Location location;
    private final CacheFolder folder;
    private final Consumer<String> log;
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();
    private final AtomicInteger reused = new AtomicInteger();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicBoolean exceeded = new AtomicBoolean();

    /**
     * Where prepared images are kept.
     *
     * @param folder     need not exist
     * @param limitBytes what its files may take: beyond it those not used for longest are deleted; exceeded only by what
     *                   one store itself has in use
     */
    public record Location(Path folder, long limitBytes) {

        public Location {
            if (limitBytes < 0) {
                throw new IllegalArgumentException("the limit of '" + folder + "' is " + limitBytes + " bytes");
            }
        }

        /** A folder of another name beside this one, with a limit of its own of as many bytes. */
        public Location beside(String name) {
            return new Location(folder.resolveSibling(name), limitBytes);
        }
    }

    /** @param log hears in a line of damaged files and of the limit */
    public PreparedStore(Location location, Consumer<String> log) {
        this.location = location;
        this.folder = new CacheFolder(location.folder(), location.limitBytes(), FILES);
        this.log = log;
    }

    /**
     * The images of a case, from its file if there is one.
     *
     * @param key  64 hexadecimal digits that stand for all the images depend on, from {@link PreparedKey}
     * @param make prepares them if need be, at least one, each of at most 2^28 px; not called otherwise
     * @return the same images, mapped; they stay readable when the file is deleted
     * @throws SamdaException if the file cannot be written, such as on a full disk
     */
    public List<TrainingImage> of(String key, Supplier<List<TrainingImage>> make) {
        Path file = folder.file(key);
        inUse.add(file);
        Optional<List<TrainingImage>> found = find(file);
        if (found.isPresent()) {
            reused.addAndGet(found.get().size());
            return found.get();
        }
        List<TrainingImage> images = keep(file, make.get());
        made.addAndGet(images.size());
        return images;
    }

    /**
     * What a file will take, without making it; exact for names of 32 letters and one class, a few kB less than it will
     * be with many.
     *
     * @param width    of the prepared images, px
     * @param height   of the prepared images, px; both together at most 2^28 px
     * @param sections images in the file
     * @param labelled whether they have labels
     */
    public static long bytes(int width, int height, int sections, boolean labelled) {
        TrainingImage.Size size = new TrainingImage.Size(width, height);
        int positions = (int) Math.min(TrainingImage.LARGEST_CHOICE, size.area());
        PreparedLayout section =
                new PreparedLayout(size, labelled, USUAL_NAME, labelled ? List.of(positions) : List.of());
        return PreparedWriter.bytes(List.of()) + sections * section.bytes();
    }

    /** How many images were found done, and what the folder takes: one line for the log. */
    public String summary() {
        return "prepared images: %d from the cache, %d made; '%s' holds %s of at most %s"
                .formatted(
                        reused.get(),
                        made.get(),
                        location.folder(),
                        Bytes.readable(folder.bytes()),
                        Bytes.readable(location.limitBytes()));
    }

    private Optional<List<TrainingImage>> find(Path file) {
        try {
            List<TrainingImage> images = PreparedReader.read(file);
            folder.touch(file);
            return Optional.of(images);
        } catch (NoSuchFileException notYetMade) {
            return Optional.empty();
        } catch (IOException e) {
            Interruptions.check(); // An interrupted thread cannot read; that says nothing about the file.
            log.accept("prepared images '%s' cannot be used: %s; they are made anew".formatted(file, e.getMessage()));
            return Optional.empty();
        }
    }

    /** Writes and maps; another process that needs the room may delete the file in between. */
    private List<TrainingImage> keep(Path file, List<TrainingImage> images) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            write(file, images);
            Optional<List<TrainingImage>> mapped = find(file);
            if (mapped.isPresent()) {
                return mapped.get();
            }
        }
        throw new SamdaException(
                "Prepared images were written to '%s' %d times and could not be read. Let no other program change this folder, or choose another one."
                        .formatted(file, MOST_ATTEMPTS));
    }

    private synchronized void write(Path file, List<TrainingImage> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("a case without images cannot be kept");
        }
        long bytes =
                PreparedWriter.bytes(images.stream().map(PreparedLayout::of).toList());
        if (folder.makeRoom(bytes, inUse) > 0 && exceeded.compareAndSet(false, true)) {
            log.accept("prepared images: those in use need more than the %s that '%s' may hold; it is exceeded"
                    .formatted(Bytes.readable(location.limitBytes()), location.folder()));
        }
        folder.requireFree(bytes);
        try {
            AtomicFiles.write(file, out -> PreparedWriter.write(images, out));
        } catch (SamdaException e) {
            if (find(file).isEmpty()) { // Another process may have written it, and a file in use cannot be replaced.
                throw e;
            }
        }
    }
}
