// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.List;
import java.util.Optional;

/** Shapes of the generic encoders of which there are published weights (COMPONENTS sections 2 to 6). */
public final class PublishedShapes {
    /** SAM with ViT-B. */
    public static final SamEncoderConfig SAM_B = sam(768, 12, 12, List.of(2, 5, 8, 11), 64);

    /** SAM with ViT-L. */
    public static final SamEncoderConfig SAM_L = sam(1024, 24, 16, List.of(5, 11, 17, 23), 64);

    /** SAM with ViT-H. */
    public static final SamEncoderConfig SAM_H = sam(1280, 32, 16, List.of(7, 15, 23, 31), 64);

    /** MedSAM: SAM's ViT-B, all of it trained further on medical images. */
    public static final SamEncoderConfig MED_SAM = SAM_B;

    /** SAM-Med2D: SAM's ViT-B at 256 px, with adapters trained on medical images. */
    public static final SamEncoderConfig SAM_MED2D =
            sam(768, 12, 12, List.of(2, 5, 8, 11), 16).withAdapters(4);

    /** MobileSAM: TinyViT with 5 million parameters. */
    public static final TinyVitConfig MOBILE_SAM = new TinyVitConfig(
            List.of(64, 128, 160, 320), List.of(2, 2, 6, 2), List.of(2, 4, 5, 10), List.of(7, 7, 14, 7), 256);

    private PublishedShapes() {}

    private static SamEncoderConfig sam(int embedDim, int depth, int heads, List<Integer> globalBlocks, int grid) {
        return new SamEncoderConfig(embedDim, depth, heads, 4, 14, globalBlocks, grid, 256, Optional.empty());
    }
}
