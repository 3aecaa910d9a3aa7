// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.List;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.image.VoxelSize;

/**
 * A kind of microscope and tissue: everything that makes two phantoms look different, in numbers.
 *
 * @param name       as on the command line
 * @param voxelSize  nm
 * @param tissue     sizes and frequencies
 * @param stain      grey levels
 * @param microscope blur, noise and faults
 */
public record PhantomDomain(String name, VoxelSize voxelSize, Tissue tissue, Stain stain, Microscope microscope) {

    /** Like mouse hippocampus under a FIB-SEM: isotropic, smooth, grey mitochondria with faint cristae. */
    public static final PhantomDomain FIB_SEM = new PhantomDomain(
            "fib-sem",
            new VoxelSize(5, 5, 5),
            new Tissue(
                    /* neuriteNm= */ 820,
                    /* fibreNm= */ 340,
                    /* bundleShare= */ 0.3,
                    /* membraneNm= */ 12,
                    /* cleftNm= */ 7,
                    /* roundingNm= */ 45,
                    /* boutonShare= */ 0.4,
                    /* myelinShare= */ 0.025,
                    /* gliaShare= */ 0.06,
                    /* mitochondrion= */ new Tissue.Mitochondrion(
                            /* share= */ 0.78, /* radiusNm= */ 170, /* lengthNm= */ 620, /* cristaeNm= */ 46),
                    /* lysosomeShare= */ 0.12,
                    /* denseCoreShare= */ 0.02),
            new Stain(
                    /* cytoplasm= */ 192,
                    /* cellSpread= */ 9,
                    /* glia= */ 158,
                    /* membrane= */ 50,
                    /* extracellular= */ 128,
                    /* matrix= */ 106,
                    /* crista= */ 142,
                    /* lysosome= */ 74,
                    /* texture= */ 17,
                    /* textureNm= */ 32),
            new Microscope(
                    /* blurNm= */ 5.5,
                    /* gaussianNoise= */ 10,
                    /* shotNoise= */ 9,
                    /* shading= */ 10,
                    /* brightnessJump= */ 0,
                    /* defocusShare= */ 0,
                    /* foldShare= */ 0,
                    /* markShare= */ 0,
                    /* dirtPerSquareUm= */ 0));

    /** Like insect nerve cord under a serial-section TEM: thick sections, hard contrast, noise, changing brightness. */
    public static final PhantomDomain SS_TEM = new PhantomDomain(
            "ss-tem",
            new VoxelSize(4.6, 4.6, 47.5),
            new Tissue(
                    /* neuriteNm= */ 820,
                    /* fibreNm= */ 255,
                    /* bundleShare= */ 0.42,
                    /* membraneNm= */ 12,
                    /* cleftNm= */ 3,
                    /* roundingNm= */ 60,
                    /* boutonShare= */ 0.3,
                    /* myelinShare= */ 0.008,
                    /* gliaShare= */ 0.09,
                    /* mitochondrion= */ new Tissue.Mitochondrion(
                            /* share= */ 0.8, /* radiusNm= */ 158, /* lengthNm= */ 500, /* cristaeNm= */ 60),
                    /* lysosomeShare= */ 0.12,
                    /* denseCoreShare= */ 0.06),
            new Stain(
                    /* cytoplasm= */ 186,
                    /* cellSpread= */ 12,
                    /* glia= */ 134,
                    /* membrane= */ 14,
                    /* extracellular= */ 84,
                    /* matrix= */ 90,
                    /* crista= */ 195,
                    /* lysosome= */ 48,
                    /* texture= */ 20,
                    /* textureNm= */ 17),
            new Microscope(
                    /* blurNm= */ 3.5,
                    /* gaussianNoise= */ 13,
                    /* shotNoise= */ 10,
                    /* shading= */ 14,
                    /* brightnessJump= */ 9,
                    /* defocusShare= */ 0.15,
                    /* foldShare= */ 0.06,
                    /* markShare= */ 0.15,
                    /* dirtPerSquareUm= */ 0.04));

    private static final List<PhantomDomain> KNOWN = List.of(FIB_SEM, SS_TEM);

    /**
     * The domain of that name.
     *
     * @throws SamdaException if there is none; the message lists the known names
     */
    public static PhantomDomain named(String name) {
        return KNOWN.stream()
                .filter(domain -> domain.name.equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static SamdaException unknown(String name) {
        String names = KNOWN.stream().map(PhantomDomain::name).collect(Collectors.joining(", "));
        return new SamdaException("There is no phantom domain '%s'. Choose one of: %s.".formatted(name, names));
    }

    /**
     * The same tissue in coarser pixels, so that a small image shows more of it.
     *
     * @param pixelScale pixels become that many times as wide, at least 1; sections become as thick as pixels are wide
     *                   if they were thinner
     */
    public PhantomDomain coarser(double pixelScale) {
        if (!(pixelScale >= 1 && pixelScale <= 100)) {
            throw new IllegalArgumentException("pixel scale must be 1 to 100, got " + pixelScale);
        }
        double xNm = pixelScale * voxelSize.xNm();
        double yNm = pixelScale * voxelSize.yNm();
        VoxelSize coarse = new VoxelSize(xNm, yNm, Math.max(voxelSize.zNm(), Math.max(xNm, yNm)));
        return new PhantomDomain(name, coarse, tissue, stain, microscope);
    }
}
