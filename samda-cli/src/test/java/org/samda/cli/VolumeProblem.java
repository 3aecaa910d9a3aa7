// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What can be wrong with a volume.
 *
 * @param name    of the problem
 * @param volume  its file or folder
 * @param file    the one to spoil in it; the volume itself if empty
 * @param spoil   its bytes into others
 * @param message a part of what is said
 */
record VolumeProblem(String name, String volume, String file, UnaryOperator<byte[]> spoil, String message) {

    static List<VolumeProblem> all() {
        return Stream.of(ofZarr2(), ofZarr3(), ofShards(), ofImagesAndN5(), ofFiles(), ofNifti())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static List<VolumeProblem> ofZarr2() {
        return List.of(
                new VolumeProblem("zarr2 chunk cut off", "v2.zarr", "2/0/1", cut(.5), "v2.zarr/2/0/1' is damaged"),
                new VolumeProblem(
                        "zarr2 unknown codec",
                        "v2.zarr",
                        ".zarray",
                        replaced("zstd", "lzma"),
                        "codec 'lzma' cannot be read here; known are zlib, gzip"),
                new VolumeProblem(
                        "zarr2 channels",
                        "v2.zarr",
                        ".zarray",
                        replaced("[ 40,", "[ 3, 40,").andThen(replaced("[ 16,", "[ 1, 16,"))::apply,
                        "has 3 x 40 x 30 x 32 values along dimensions without names, expected one volume"));
    }

    private static List<VolumeProblem> ofZarr3() {
        return List.of(
                new VolumeProblem("zarr3 checksum", "crc.v3.zarr", "c/2/0/1", flipped(100), "its checksum (crc32c) is"),
                new VolumeProblem(
                        "zarr3 unknown codec",
                        "crc.v3.zarr",
                        "zarr.json",
                        replaced("crc32c", "zfpy"),
                        "codec 'zfpy' cannot be read here"),
                new VolumeProblem(
                        "zarr3 transposed",
                        "crc.v3.zarr",
                        "zarr.json",
                        replaced("\"z\", \"y\", \"x\"", "\"x\", \"y\", \"z\""),
                        "in the order x, y, z, expected z, y, x"));
    }

    private static List<VolumeProblem> ofShards() {
        return List.of(
                new VolumeProblem(
                        "shard checksum",
                        "shards.v3.zarr",
                        "c/2/0/1",
                        flipped(100),
                        "the chunk at byte 0: its checksum (crc32c) is"),
                new VolumeProblem(
                        "shard index",
                        "shards.v3.zarr",
                        "c/2/0/1",
                        flipped(-10),
                        "the index of its chunks: its checksum (crc32c) is"));
    }

    private static List<VolumeProblem> ofImagesAndN5() {
        return List.of(
                new VolumeProblem(
                        "ome transposed",
                        "ome.zarr",
                        ".zattrs",
                        replaced("\"z\"", "\"?\"")
                                .andThen(replaced("\"x\"", "\"z\""))
                                .andThen(replaced("\"?\"", "\"x\""))::apply,
                        "in the order x, y, z, expected z, y, x"),
                new VolumeProblem(
                        "ome times",
                        "ome.zarr",
                        "0/.zarray",
                        replaced("[ 40,", "[ 2, 40,"),
                        "has 4 dimensions but names for 3 (z, y, x)"),
                new VolumeProblem("n5 checksum", "v.n5", "1/0/2", flipped(-6), "v.n5/1/0/2' is damaged"),
                new VolumeProblem(
                        "n5 unknown codec",
                        "v.n5",
                        "attributes.json",
                        replaced("gzip", "xz"),
                        "codec 'xz' cannot be read here"));
    }

    private static List<VolumeProblem> ofFiles() {
        return List.of(
                new VolumeProblem("hdf5 cut off", "v.h5", "", cut(.6), "v.h5' is damaged: "),
                new VolumeProblem(
                        "hdf5 unknown filter",
                        "v.h5",
                        "",
                        replaced("\1\1\0\0\0\0\0\0\1\0", "\1\1\0\0\0\0\0\0\17\175"),
                        "is packed with zstd (filter 32015), expected deflate"),
                new VolumeProblem("tiff cut off", "v.tif", "", cut(.6), "v.tif' is damaged: it ends too early"),
                new VolumeProblem(
                        "tiff unknown codec",
                        "v.tif",
                        "",
                        replaced("\3\1\3\0\1\0\0\0\10\0", "\3\1\3\0\1\0\0\0\230\207"),
                        "is compressed with JPEG 2000 (method 34712), expected none"),
                new VolumeProblem(
                        "mrc cut off",
                        "v.mrc",
                        "",
                        cut(.6),
                        "v.mrc' is damaged: its header claims 32 x 30 x 40 voxels"),
                new VolumeProblem(
                        "mrc transposed",
                        "v.mrc",
                        "",
                        replaced("\1\0\0\0\2\0\0\0\3\0\0\0", "\3\0\0\0\2\0\0\0\1\0\0\0"),
                        "has its axes in the order 3, 2, 1"));
    }

    private static List<VolumeProblem> ofNifti() {
        return List.of(
                new VolumeProblem(
                        "nifti cut off",
                        "v.nii.gz",
                        "",
                        cut(.6),
                        "v.nii.gz' is damaged: it ends too early, 32 x 30 x 16 voxels"),
                new VolumeProblem(
                        "nifti checksum",
                        "v.nii.gz",
                        "",
                        flipped(-6),
                        "v.nii.gz' is damaged: it cannot be inflated, its last section"));
    }

    private static UnaryOperator<byte[]> cut(double part) {
        return bytes -> Arrays.copyOf(bytes, (int) (bytes.length * part));
    }

    /** @param at a byte, from the end if negative */
    private static UnaryOperator<byte[]> flipped(int at) {
        return bytes -> {
            byte[] changed = bytes.clone();
            changed[Math.floorMod(at, changed.length)] ^= 1;
            return changed;
        };
    }

    private static UnaryOperator<byte[]> replaced(String from, String to) {
        return bytes -> new String(bytes, ISO_8859_1).replace(from, to).getBytes(ISO_8859_1);
    }
}
