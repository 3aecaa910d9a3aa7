// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.samda.data.Lattice;
import org.samda.data.LatticePatch;
import org.samda.data.PreparedStore;
import org.samda.data.TrainingImage;
import org.samda.io.Bytes;
import org.samda.io.CacheFolder;
import org.samda.io.Sha256;

/**
 * What a frozen generic encoder makes of tiles, kept in a folder with a file for each image; computed on first use (PAPER
 * section 3, embedding bank).
 *
 * <p>A file's name is the SHA-256 of all that its entries depend on. Several threads and several processes may fill one
 * folder at once; who is killed loses the entry that is being written. What is found damaged is computed anew. Files not
 * used for longest go when the limit is reached; what would exceed it all the same is computed and not kept.
 */
public final class EmbeddingBank implements Entries {
    private static final CacheFolder.Kind FILES = new CacheFolder.Kind(".samda-embeddings", "embeddings");
    /** Room is made for so many bytes at once, so that the folder is not listed for every entry. */
    private static final long ROOM_BYTES = 1 << 26;

    private static final long ROOMS_OF_LIMIT = 64;

    private final PreparedStore.Location location;
    private final Recipe recipe;
    private final Consumer<String> log;
    private final CacheFolder folder;
    private final Map<TrainingImage, BankFile> files = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();
    private final AtomicLong reused = new AtomicLong();
    private final AtomicLong computed = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    private long room;

    /**
     * How a tile becomes an embedding.
     *
     * @param encoder      all it depends on beside the image, the lattice and the stored precision: the encoder's weights,
     *                     how it is fed, in what precision it computes
     * @param originalGrey whether the encoder gets original grey values
     * @param shape        of each embedding
     */
    public record Recipe(String encoder, boolean originalGrey, EntryShape shape) {}

    /** @param log hears in a line of damaged files and of the limit */
    public EmbeddingBank(PreparedStore.Location location, Recipe recipe, Consumer<String> log) {
        this.location = location;
        this.recipe = recipe;
        this.log = log;
        folder = new CacheFolder(location.folder(), location.limitBytes(), FILES);
    }

    @Override
    public ByteBuffer of(LatticePatch patch, Supplier<ByteBuffer> compute) {
        BankFile file = files.computeIfAbsent(patch.image(), image -> open(patch));
        int place =
                patch.tile() * patch.lattice().symmetries() + patch.symmetry().number();
        Optional<ByteBuffer> found = file.find(place);
        if (found.isPresent()) {
            reused.incrementAndGet();
            return found.get();
        }
        ByteBuffer entry = compute.get();
        computed.incrementAndGet();
        if (hasRoom(file)) {
            file.add(place, entry).ifPresent(problem -> stopKeeping("'%s': %s".formatted(file.path(), problem)));
        }
        return entry;
    }

    /** Entries that were found. */
    public long reused() {
        return reused.get();
    }

    /** Entries that were not, each a pass of the encoder. */
    public long computed() {
        return computed.get();
    }

    /** What was found and computed, and what the folder takes: one line for the log. */
    public String summary() {
        return "embedding bank: %d reused, %d computed (passes of the encoder); '%s' holds %s of at most %s"
                .formatted(
                        reused(),
                        computed(),
                        location.folder(),
                        Bytes.readable(folder.bytes()),
                        Bytes.readable(location.limitBytes()));
    }

    private BankFile open(LatticePatch patch) {
        BankLayout layout = layout(patch);
        Path file = folder.file(layout.key());
        inUse.add(file);
        folder.touch(file);
        return new BankFile(file, layout, log);
    }

    private BankLayout layout(LatticePatch patch) {
        MessageDigest digest = Sha256.digest();
        String all = String.join(
                "\n",
                "version " + BankLayout.VERSION,
                recipe.encoder(),
                recipe.shape().toString(),
                patch.lattice().toString(),
                Lattice.RULE,
                ImageHash.of(patch.image(), recipe.originalGrey()));
        digest.update(all.getBytes(StandardCharsets.UTF_8));
        int places = Math.multiplyExact(
                patch.lattice().tiles(patch.image().size()), patch.lattice().symmetries());
        return new BankLayout(Sha256.finish(digest).hex(), recipe.shape(), places);
    }

    private synchronized boolean hasRoom(BankFile file) {
        long needed = file.bytesOfAdding();
        if (closed.get()) {
            return false;
        }
        if (room < needed) {
            long more = Math.max(needed, Math.min(ROOM_BYTES, location.limitBytes() / ROOMS_OF_LIMIT));
            if (folder.makeRoom(more, inUse) > 0) {
                return stopKeeping("'%s' may hold %s and this run needs more"
                        .formatted(location.folder(), Bytes.readable(location.limitBytes())));
            }
            if (folder.isFull(more)) {
                return stopKeeping("the disk of '%s' is full".formatted(location.folder()));
            }
            room = more;
        }
        room -= needed;
        return true;
    }

    private boolean stopKeeping(String why) {
        if (closed.compareAndSet(false, true)) {
            log.accept("embedding bank: %s; further embeddings are computed and not kept".formatted(why));
        }
        return false;
    }
}
