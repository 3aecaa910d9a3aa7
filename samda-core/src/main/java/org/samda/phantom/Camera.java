// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/** Turns the ideal grey levels of a window into those of a microscope: faults of the section, blur, and noise. */
final class Camera {
    private final Microscope microscope;
    private final SectionFaults faults;
    private final VoxelPitch pitch;
    private final long seed;

    /** Width of a pixel in nm. */
    private record VoxelPitch(double xNm, double yNm) {}

    Camera(PhantomDomain domain, SectionFaults faults, long seed) {
        microscope = domain.microscope();
        this.faults = faults;
        this.seed = Hash.part(seed, 61);
        pitch = new VoxelPitch(domain.voxelSize().xNm(), domain.voxelSize().yNm());
    }

    /** How many pixels around a window have to be right for its blur. */
    int margin() {
        return Math.max(radius(sigma(pitch.xNm)), radius(sigma(pitch.yNm)));
    }

    private double sigma(double pixelNm) {
        return microscope.blurNm() * faults.defocus() / pixelNm;
    }

    private static int radius(double sigma) {
        return (int) Math.ceil(3 * sigma);
    }

    /** The image of a window, whole numbers 0..255; at its outermost {@link #margin} pixels the blur is not right. */
    float[] expose(float[] ideal, Window window) {
        float[] image = ideal.clone();
        faults.apply(image, window);
        int width = window.width();
        image = blur(image, new Line(width, 1, window.height(), width), kernel(sigma(pitch.xNm)));
        image = blur(image, new Line(window.height(), width, width, 1), kernel(sigma(pitch.yNm)));
        for (int p = 0; p < image.length; p++) {
            long x = (long) window.tile().x() + p % width;
            long y = (long) window.tile().y() + p / width;
            image[p] = digitize(image[p], Hash.at(seed, x, y, window.z()));
        }
        return image;
    }

    private float digitize(double grey, long key) {
        double light = Blend.clamp(grey, 0, 255);
        double noise = microscope.gaussianNoise() * Hash.normal(key)
                + microscope.shotNoise() * Math.sqrt(light / 255) * Hash.normal(Hash.part(key, 1));
        return (float) Blend.clamp(Math.rint(light + noise), 0, 255);
    }

    /** One half of a Gaussian: weight of the centre first. */
    private static double[] kernel(double sigma) {
        double[] weights = new double[radius(sigma) + 1];
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = StrictMath.exp(-k * k / (2 * Math.max(sigma * sigma, 1e-9)));
            sum += k == 0 ? weights[k] : 2 * weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        return weights;
    }

    /** Lines of an image: {@code count} of them, {@code pitch} apart, of {@code length} pixels {@code step} apart. */
    private record Line(int length, int step, int count, int pitch) {}

    private static float[] blur(float[] image, Line line, double[] kernel) {
        float[] blurred = new float[image.length];
        for (int n = 0; n < line.count; n++) {
            for (int i = 0; i < line.length; i++) {
                blurred[n * line.pitch + i * line.step] = (float) weighted(image, line, n * line.pitch, i, kernel);
            }
        }
        return blurred;
    }

    private static double weighted(float[] image, Line line, int start, int i, double[] kernel) {
        double sum = kernel[0] * image[start + i * line.step];
        for (int k = 1; k < kernel.length; k++) {
            int before = Math.max(i - k, 0);
            int after = Math.min(i + k, line.length - 1);
            sum += kernel[k] * (image[start + before * line.step] + image[start + after * line.step]);
        }
        return sum;
    }
}
