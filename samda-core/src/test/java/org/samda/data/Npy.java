// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reference image stored as {@code .npy}: float32 or int16 [1, H, W], computed with nnU-Net's own augmentation code. */
@SuppressWarnings("ArrayRecordComponent")
record Npy(int width, int height, float[] values) {
    private static final Pattern SHAPE = Pattern.compile("\\(1, (\\d+), (\\d+)\\)");

    static Npy read(String name) {
        try (InputStream in = Npy.class.getResourceAsStream("augment/augment_" + name + ".npy")) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int headerLength = bytes.getShort(8);
            String header = new String(bytes.array(), 10, headerLength, StandardCharsets.US_ASCII);
            Matcher shape = SHAPE.matcher(header);
            if (!shape.find()) {
                throw new IllegalStateException(name + " is not [1, H, W]: " + header);
            }
            int height = Integer.parseInt(shape.group(1));
            int width = Integer.parseInt(shape.group(2));
            bytes.position(10 + headerLength);
            float[] values = new float[width * height];
            boolean whole = header.contains("<i2");
            for (int i = 0; i < values.length; i++) {
                values[i] = whole ? bytes.getShort() : bytes.getFloat();
            }
            return new Npy(width, height, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GreyPatch patch() {
        return new GreyPatch(width, height, values.clone());
    }
}
