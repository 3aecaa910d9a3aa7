// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * Grey levels (0 black .. 255 white) of the parts of a phantom before noise.
 *
 * @param cytoplasm     mean level inside cells
 * @param cellSpread    standard deviation of that level from cell to cell
 * @param glia          mean level inside glial processes
 * @param membrane      membranes of cells, vesicles and organelles
 * @param extracellular space between cells
 * @param matrix        inside of mitochondria
 * @param crista        space inside the cristae of mitochondria
 * @param lysosome      lysosomes
 * @param texture       standard deviation of the cytoplasm's texture
 * @param textureNm     size of its grains
 */
public record Stain(
        double cytoplasm,
        double cellSpread,
        double glia,
        double membrane,
        double extracellular,
        double matrix,
        double crista,
        double lysosome,
        double texture,
        double textureNm) {

    public Stain {
        Range.grey("cytoplasm", cytoplasm);
        Range.atLeastZero("cellSpread", cellSpread);
        Range.grey("glia", glia);
        Range.grey("membrane", membrane);
        Range.grey("extracellular", extracellular);
        Range.grey("matrix", matrix);
        Range.grey("crista", crista);
        Range.grey("lysosome", lysosome);
        Range.atLeastZero("texture", texture);
        Range.size("textureNm", textureNm);
    }
}
