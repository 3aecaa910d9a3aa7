// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import org.samda.data.TrainingImage;
import org.samda.io.Sha256;

/** The SHA-256 of what a generic encoder sees of an image; the same with labels and without, whatever its name. */
final class ImageHash {
    private static final int CHUNK = 1 << 14;

    private ImageHash() {}

    /** @param originalGrey whether the encoder gets original grey values */
    static String of(TrainingImage image, boolean originalGrey) {
        MessageDigest digest = Sha256.digest();
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(image.width()).putInt(image.height());
        if (originalGrey) {
            bytes.putFloat(image.original().range().black())
                    .putFloat(image.original().range().white())
                    .putDouble(image.original().mean())
                    .putDouble(image.original().deviation());
        }
        digest.update(bytes.flip());
        addPixels(digest, image.pixels(), bytes);
        return Sha256.finish(digest).hex();
    }

    private static void addPixels(MessageDigest digest, FloatBuffer pixels, ByteBuffer bytes) {
        for (int from = 0; from < pixels.capacity(); from += CHUNK) {
            int count = Math.min(CHUNK, pixels.capacity() - from);
            bytes.clear().asFloatBuffer().put(0, pixels, from, count);
            digest.update(bytes.limit(count * Float.BYTES));
        }
    }
}
