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
            new Tissue(820, 340, 0.3, 12, 7, 45, 0.4, 0.025, new Tissue.Mitochondrion(0.78, 170, 620, 46), 0.12, 0.02),
            new Stain(192, 9, 50, 128, 106, 142, 74, 17, 32),
            new Microscope(5.5, 10, 9, 10, 0, 0, 0, 0, 0));

    /** Like insect nerve cord under a serial-section TEM: thick sections, hard contrast, noise, changing brightness. */
    public static final PhantomDomain SS_TEM = new PhantomDomain(
            "ss-tem",
            new VoxelSize(4.6, 4.6, 47.5),
            new Tissue(820, 255, 0.42, 12, 3, 60, 0.3, 0.008, new Tissue.Mitochondrion(0.8, 158, 500, 60), 0.12, 0.06),
            new Stain(188, 12, 14, 84, 90, 190, 48, 20, 17),
            new Microscope(3.5, 12, 12, 14, 9, 0.15, 0.12, 0.15, 0.04));

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
