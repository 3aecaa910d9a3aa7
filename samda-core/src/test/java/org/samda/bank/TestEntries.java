// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.samda.data.Classes;
import org.samda.data.Lattice;
import org.samda.data.LatticePatch;
import org.samda.data.PatchPlacement.Matrix;
import org.samda.data.PreparedStore;
import org.samda.data.Symmetry;
import org.samda.data.TrainingImage;
import org.samda.image.GreyImage;

/** Images, places on them, and made-up embeddings of two channels of 2 x 2 values that follow from the place. */
final class TestEntries {
    static final EntryShape SHAPE = new EntryShape(2, 2, 2, StoredPrecision.BF16);
    static final Lattice LATTICE = new Lattice(8, 8);
    /** Of an image of 16 x 8 px: 3 tiles under 8 symmetries. */
    static final int PLACES = 24;

    private TestEntries() {}

    static TrainingImage image(int seed) {
        float[] pixels = new float[16 * 8];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (i * 37 + seed * 101) % 251;
        }
        return TrainingImage.of("image", new GreyImage(16, 8, pixels), Optional.empty(), Classes.foreground());
    }

    static LatticePatch patch(TrainingImage image, int place) {
        return new LatticePatch(image, LATTICE, place / 8, new Symmetry(place % 8), Matrix.IDENTITY);
    }

    /** 16 bytes. */
    static ByteBuffer entry(int seed, int place) {
        ByteBuffer entry = ByteBuffer.allocate(SHAPE.bytes());
        while (entry.hasRemaining()) {
            entry.put((byte) (entry.position() + 31 * place + 7 * seed));
        }
        return entry.flip();
    }

    static EmbeddingBank bank(Path folder, long limit, Consumer<String> log) {
        return bank(folder, limit, "encoder", log);
    }

    static EmbeddingBank bank(Path folder, long limit, String encoder, Consumer<String> log) {
        return new EmbeddingBank(
                new PreparedStore.Location(folder, limit), new EmbeddingBank.Recipe(encoder, false, SHAPE), log);
    }
}
