// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.StoredHeader;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

class NiftiWriterTest {
    private static final VolumeSize SIZE = new VolumeSize(3, 2, 2);

    @TempDir
    private Path folder;

    @Test
    void writesAPlainHeaderForAVolumeThatBringsNone() throws IOException {
        VolumeInfo info = new VolumeInfo(SIZE, PixelType.UINT16, Optional.of(new VoxelSize(5, 10, 50)));
        ByteBuffer file = write("a.nii", info);
        ByteBuffer expected = ByteBuffer.allocate(352).order(LITTLE_ENDIAN);
        expected.putInt(0, 348);
        short[] dim = {3, 3, 2, 2, 1, 1, 1, 1};
        float[] pixdim = {1, 5e-6f, 1e-5f, 5e-5f, 1, 1, 1, 1};
        for (int i = 0; i < 8; i++) {
            expected.putShort(40 + 2 * i, dim[i]).putFloat(76 + 4 * i, pixdim[i]);
        }
        expected.putShort(70, (short) 512).putShort(72, (short) 16);
        expected.putFloat(108, 352).putFloat(112, 1);
        expected.put(123, (byte) 2).putShort(254, (short) 2);
        expected.putFloat(280, 5e-6f).putFloat(300, 1e-5f).putFloat(320, 5e-5f);
        expected.put(344, new byte[] {'n', '+', '1', 0});
        assertArrayEquals(TestNifti.first(352, expected), TestNifti.first(352, file));
        assertEquals(352 + 2 * 12, file.capacity());
        assertEquals(107, file.getShort(352 + 2 * 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.nii", "a.nii.gz"})
    void carriesOnAHeaderButForWhatIsNoLongerTrue(String name) throws IOException {
        for (ByteOrder order : List.of(BIG_ENDIAN, LITTLE_ENDIAN)) {
            ByteBuffer original = fullHeader(order);
            ByteBuffer file = write(name, info(original, PixelType.FLOAT32));
            ByteBuffer expected = fullHeader(LITTLE_ENDIAN);
            expected.put(56, new byte[14]); // intent and its parameters
            expected.putShort(70, (short) 16).putShort(72, (short) 32);
            expected.putFloat(108, 352).putFloat(112, 1).putFloat(116, 0);
            expected.put(124, new byte[8]); // cal_max, cal_min
            expected.put(140, new byte[8]); // glmax, glmin
            expected.put(328, new byte[16]); // intent's name
            assertArrayEquals(TestNifti.first(352, expected), TestNifti.first(352, file), order.toString());
        }
    }

    @Test
    void whatWasReadAndWrittenLiesWhereItLay() throws IOException {
        Path first = Files.write(folder.resolve("a.nii"), TestNifti.file(fullHeader(BIG_ENDIAN), new byte[2 * 12]));
        Path second = folder.resolve("b.nii.gz");
        try (VolumeReader reader = Volumes.open(first);
                VolumeWriter writer = Volumes.create(second, reader.info())) {
            writer.write(reader.read(0));
            writer.write(reader.read(1));
            writer.commit();
        }
        ByteBuffer written = ByteBuffer.wrap(unpacked(second)).order(LITTLE_ENDIAN);
        ByteBuffer original = fullHeader(BIG_ENDIAN);
        for (int at = 252; at < 256; at += 2) {
            assertEquals(original.getShort(at), written.getShort(at), "code at " + at);
        }
        for (int at = 256; at < 328; at += 4) {
            assertEquals(original.getInt(at), written.getInt(at), "float at " + at);
        }
        try (VolumeReader reader = Volumes.open(second)) {
            assertEquals(
                    Optional.of(new VoxelSize(7e5, 8e5, 9e5)), reader.info().voxelSize());
        }
    }

    @Test
    void aPictureStaysAPicture() throws IOException {
        ByteBuffer header = TestNifti.header(BIG_ENDIAN, TestNifti.UINT8, 3, 2);
        VolumeInfo info = new VolumeInfo(
                new VolumeSize(3, 2, 1),
                PixelType.UINT8,
                Optional.empty(),
                Optional.of(new StoredHeader(TestNifti.first(348, header))),
                Optional.empty());
        assertEquals(2, write("a.nii", info).getShort(40));
    }

    @Test
    void keepsEveryVoxelSizeInNanometres() {
        for (int nm = 1; nm < 1200; nm++) {
            VoxelSize voxel = new VoxelSize(nm, nm / 10.0, nm * 1000.0);
            byte[] header = NiftiOutputHeader.of(
                    new VolumeInfo(SIZE, PixelType.UINT8, Optional.of(voxel)), folder.resolve("a.nii"));
            VoxelSize read = NiftiVoxelSize.of(ByteBuffer.wrap(header).order(LITTLE_ENDIAN), 2)
                    .orElseThrow();
            assertEquals(voxel.xNm(), read.xNm(), 1e-9 * nm);
            assertEquals(voxel.yNm(), read.yNm(), 1e-9 * nm);
            assertEquals(voxel.zNm(), read.zNm(), 1e-9 * nm);
        }
    }

    @Test
    void anUnknownVoxelSizeStaysUnknown() throws IOException {
        write("a.nii", new VolumeInfo(SIZE, PixelType.UINT8, Optional.empty()));
        assertEquals(Optional.empty(), readInfo("a.nii").voxelSize());
    }

    @Test
    void leavesTheHeaderOfAnotherFormatAside() throws IOException {
        VolumeInfo plain = new VolumeInfo(SIZE, PixelType.UINT8, Optional.empty());
        VolumeInfo foreign = new VolumeInfo(
                SIZE,
                PixelType.UINT8,
                Optional.empty(),
                Optional.of(new StoredHeader(new byte[] {1, 2, 3})),
                Optional.empty());
        assertArrayEquals(TestNifti.first(364, write("a.nii", plain)), TestNifti.first(364, write("b.nii", foreign)));
    }

    @Test
    void refusesTheHeaderOfAVolumeOfAnotherSize() throws IOException {
        ByteBuffer header = TestNifti.header(LITTLE_ENDIAN, TestNifti.UINT8, 3, 2, 5);
        VolumeInfo info = info(header, PixelType.UINT8);
        assertThrows(IllegalArgumentException.class, () -> Volumes.create(folder.resolve("a.nii"), info));
        assertEquals(List.of(), Folders.names(folder));
    }

    /** A header in which every field says something; int16, turned in space. */
    private static ByteBuffer fullHeader(ByteOrder order) {
        ByteBuffer header = TestNifti.header(order, TestNifti.INT16, 3, 2, 2);
        header.putInt(32, 16384).putShort(36, (short) 5).put(39, (byte) 0x39).putShort(72, (short) 16);
        header.putFloat(56, 11).putFloat(60, 12).putFloat(64, 13).putShort(68, (short) 1002);
        header.putShort(74, (short) 1).putShort(120, (short) 2).put(122, (byte) 3);
        header.putFloat(76, -1).putFloat(80, 0.7f).putFloat(84, 0.8f).putFloat(88, 0.9f);
        header.putFloat(112, 2).putFloat(116, -1024).putFloat(124, 800).putFloat(128, -200);
        header.putFloat(132, 0.04f).putFloat(136, 1.5f).putInt(140, 77).putInt(144, 66);
        header.put(148, "made by hand".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        header.put(228, (byte) 'x').putShort(252, (short) 1).putShort(254, (short) 4);
        for (int at = 256; at < 328; at += 4) {
            header.putFloat(at, (float) Math.sin(at));
        }
        header.putInt(272, 0x7fc12345); // a NaN with a payload
        return header.put(328, (byte) 'z');
    }

    private static VolumeInfo info(ByteBuffer header, PixelType type) {
        StoredHeader stored = new StoredHeader(TestNifti.first(348, header));
        return new VolumeInfo(SIZE, type, Optional.empty(), Optional.of(stored), Optional.empty());
    }

    /** Writes sections whose values count up from 100. */
    private ByteBuffer write(String name, VolumeInfo info) throws IOException {
        Path file = folder.resolve(name);
        int pixels = (int) (info.size().x() * info.size().y());
        try (VolumeWriter writer = Volumes.create(file, info)) {
            for (int z = 0; z < info.size().z(); z++) {
                float[] values = new float[pixels];
                for (int i = 0; i < pixels; i++) {
                    values[i] = 100 + z * pixels + i;
                }
                writer.write(
                        new GreyImage((int) info.size().x(), (int) info.size().y(), values));
            }
            writer.commit();
        }
        return ByteBuffer.wrap(unpacked(file)).order(LITTLE_ENDIAN);
    }

    private static byte[] unpacked(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readAllBytes(file);
        }
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    private VolumeInfo readInfo(String name) {
        try (VolumeReader reader = Volumes.open(folder.resolve(name))) {
            return reader.info();
        }
    }
}
