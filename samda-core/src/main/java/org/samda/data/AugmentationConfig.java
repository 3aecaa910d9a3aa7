// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.random.RandomGenerator;

/**
 * How training patches are varied at random (COMPONENTS section 12).
 *
 * @param spatial   moves image and labels together
 * @param intensity changes the grey values of the U-Net's input
 */
public record AugmentationConfig(Spatial spatial, Intensity intensity) {
    private static final double ELONGATED = 1.5;
    private static final double SLIGHTLY = 15;
    private static final double HALF_OF_QUARTER_TURN = 45;
    private static final double HALF_OF_HALF_TURN = 90;

    /** Nothing is varied: for validation. */
    public static final AugmentationConfig NONE = new AugmentationConfig(Spatial.NONE, Intensity.NONE);

    /**
     * nnU-Net's table for a patch of this size in px: rotation by any angle, or by up to 15 degrees where one side is
     * more than 1.5 times the other.
     */
    public static AugmentationConfig nnUNet(int patchWidth, int patchHeight) {
        AugmentationConfig any = new AugmentationConfig(
                new Spatial(new Chance(0.2, -180, 180), new Chance(0.2, 0.7, 1.4), 0.5, false),
                new Intensity(
                        new Chance(0.1, 0, 0.1),
                        new Chance(0.1, 0.5, 1),
                        new Chance(0.15, 0.75, 1.25),
                        new Chance(0.15, 0.75, 1.25),
                        new Chance(0.125, 0.5, 1),
                        new Chance(0.1, 0.7, 1.5),
                        new Chance(0.3, 0.7, 1.5)));
        return any.forPatch(patchWidth, patchHeight);
    }

    /** The same for patches of this size in px: with elongated ones rotation stays within 15 degrees, as in nnU-Net. */
    public AugmentationConfig forPatch(int width, int height) {
        double ratio = (double) Math.max(width, height) / Math.min(width, height);
        return ratio > ELONGATED ? new AugmentationConfig(spatial.turnedAtMost(SLIGHTLY), intensity) : this;
    }

    /**
     * A variation that happens with some probability, with a strength drawn evenly from a range.
     *
     * @param probability 0..1, per sample
     * @param low         smallest strength
     * @param high        largest strength, at least {@code low}
     */
    public record Chance(double probability, double low, double high) {

        /** Never happens. */
        public static final Chance NEVER = new Chance(0, 1, 1);

        public Chance {
            requireProbability(probability);
            if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
                throw new IllegalArgumentException(
                        "low must not be above high, both finite, got low " + low + " and high " + high);
            }
        }

        boolean happens(RandomGenerator random) {
            return random.nextDouble() < probability;
        }

        double draw(RandomGenerator random) {
            return low + (high - low) * random.nextDouble();
        }

        /** Below 1 and above 1 equally often, evenly within each part; plainly even where the range is on one side. */
        double drawAroundOne(RandomGenerator random) {
            boolean below = random.nextBoolean();
            double part = random.nextDouble();
            if (low >= 1 || high <= 1) {
                return low + (high - low) * part;
            }
            return below ? low + (1 - low) * part : 1 + (high - 1) * part;
        }

        static void requireProbability(double probability) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability must be 0 to 1, got " + probability);
            }
        }

        static void requireAbove(String name, Chance chance, double bound) {
            if (!(chance.low() > bound)) {
                throw new IllegalArgumentException(name + ".low must be above " + bound + ", got " + chance.low());
            }
        }
    }

    /**
     * Variations of place; image and labels move together.
     *
     * @param rotation           in degrees
     * @param scaling            one factor for both axes, above 0; above 1 objects become smaller
     * @param mirrorProbability  0..1, for each of the two axes
     * @param quarterTurns       whether square patches are also turned by 0, 90, 180 or 270 degrees, equally often
     */
    public record Spatial(Chance rotation, Chance scaling, double mirrorProbability, boolean quarterTurns) {

        /** Everything stays in its place. */
        public static final Spatial NONE = new Spatial(Chance.NEVER, Chance.NEVER, 0, false);

        public Spatial {
            Chance.requireAbove("scaling", scaling, 0);
            Chance.requireProbability(mirrorProbability);
        }

        Spatial turnedAtMost(double degrees) {
            Chance bounded = new Chance(
                    rotation.probability(),
                    Math.max(-degrees, Math.min(degrees, rotation.low())),
                    Math.max(-degrees, Math.min(degrees, rotation.high())));
            return new Spatial(bounded, scaling, mirrorProbability, quarterTurns);
        }

        /** Number of symmetries under which a tile of this size in px may be shown, see {@link LatticePatch}. */
        public int symmetries(int width, int height) {
            boolean mirrors = mirrorProbability > 0 || largestAngle() >= HALF_OF_HALF_TURN;
            boolean turns = width == height && (quarterTurns || largestAngle() >= HALF_OF_QUARTER_TURN);
            if (turns && mirrorProbability > 0) {
                return Symmetry.OF_SQUARES;
            }
            return turns || mirrors ? Symmetry.OF_RECTANGLES : 1;
        }

        /** Whether pixels may land between pixels, which needs source pixels from around the patch. */
        public boolean resamples() {
            return rotation.probability() > 0 || scaling.probability() > 0;
        }

        /** Largest angle of rotation, in degrees from 0. */
        double largestAngle() {
            return rotation.probability() > 0 ? Math.max(Math.abs(rotation.low()), Math.abs(rotation.high())) : 0;
        }
    }

    /**
     * Variations of grey values, in the order in which they act; strengths are in units of the z-scored image.
     *
     * <p>nnU-Net draws blur and low resolution per sample and then per channel with 0.5; with the one channel of EM both
     * are one probability, 0.2 * 0.5 and 0.25 * 0.5.
     *
     * @param noise         standard deviation of Gaussian noise, at least 0
     * @param blur          standard deviation of the Gaussian in px, drawn for each axis, above 0
     * @param brightness    factor of the grey values
     * @param contrast      factor of the distance to the mean, clamped to the range before
     * @param lowResolution factor of the size, above 0 and at most 1
     * @param invertedGamma exponent applied to the negative image, above 0
     * @param gamma         exponent, above 0
     */
    public record Intensity(
            Chance noise,
            Chance blur,
            Chance brightness,
            Chance contrast,
            Chance lowResolution,
            Chance invertedGamma,
            Chance gamma) {

        /** Grey values stay as they are. */
        public static final Intensity NONE = new Intensity(
                Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER, Chance.NEVER);

        public Intensity {
            if (noise.low() < 0) {
                throw new IllegalArgumentException("noise.low must be at least 0, got " + noise.low());
            }
            Chance.requireAbove("blur", blur, 0);
            Chance.requireAbove("lowResolution", lowResolution, 0);
            Chance.requireAbove("invertedGamma", invertedGamma, 0);
            Chance.requireAbove("gamma", gamma, 0);
            if (blur.high() > 100 || lowResolution.high() > 1) {
                throw new IllegalArgumentException("blur must be at most 100 px and lowResolution at most 1, got "
                        + blur.high() + " and " + lowResolution.high());
            }
        }
    }
}
