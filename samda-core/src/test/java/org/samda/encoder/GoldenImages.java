// SPDX-License-Identifier: Apache-2.0
package org.samda.encoder;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.samda.golden.Filler;
import org.samda.golden.GoldenFile;
import org.samda.torch.Tensors;

/** The images whose preprocessed forms are known: given by a formula in whole numbers (COMPONENTS section 1). */
final class GoldenImages {
    /** Kind and size, as in the names of the golden values. */
    static final List<String> NAMES = List.of(
            "rgb_333x500",
            "gray_300x400",
            "gray_768x1024",
            "gray_1463x1613",
            "gray_1024x1024",
            "gray_200x180",
            "gray_256x256",
            "rgb_130x300");

    private GoldenImages() {}

    static ByteImage named(String name) {
        int[] size = Stream.of(name.substring(name.indexOf('_') + 1).split("x", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        String stream = GoldenFile.of("preproc/images/" + name + "/crc32")
                .value()
                .get("stream")
                .asString();
        return image(stream, size[0], size[1], name.startsWith("rgb") ? 3 : 1);
    }

    static ByteImage image(String stream, int height, int width, int channels) {
        byte[] values = new byte[height * width * channels];
        for (int i = 0; i < values.length; i++) {
            int x = i / channels % width;
            int y = i / channels / width;
            values[i] = (byte) pixel(Filler.unit(stream, i), y, x, i % channels, height, width);
        }
        return new ByteImage(height, width, channels, values);
    }

    /** The same with red and blue exchanged. */
    static ByteImage exchanged(ByteImage image) {
        int channels = image.channels();
        byte[] values = new byte[image.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.values()[i - i % channels + channels - 1 - i % channels];
        }
        return new ByteImage(image.height(), image.width(), channels, values);
    }

    private static int pixel(double unit, int y, int x, int k, int height, int width) {
        int a = triangle(x * (3 + k) / 2 + y);
        int b = triangle(y * (5 - k) / 2 + (x * y) / 97);
        int dx = x - width / 3;
        int dy = y - height / 2;
        int d = (dx * dx + dy * dy) / 64 % 23 < 9 ? 60 : -20;
        int noise = (int) Math.floor(48 * unit);
        return Math.max(0, Math.min(255, (3 * a + 2 * b) / 6 + d + noise));
    }

    private static int triangle(int value) {
        int t = value & 511;
        return t < 256 ? t : 511 - t;
    }

    /** The image as the golden values have it: [height, width, 3]. */
    static Tensor tensor(ByteImage image) {
        float[] values = new float[image.height() * image.width() * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.values()[i / 3 * image.channels() + i % 3 % image.channels()] & 0xFF;
        }
        return Tensors.of(values, image.height(), image.width(), 3);
    }

    /** As a batch of one, [1, 3, height, width]. */
    static Tensor tensor(EncoderImage image) {
        return Tensors.of(image.values(), 1, 3, image.height(), image.width());
    }
}
