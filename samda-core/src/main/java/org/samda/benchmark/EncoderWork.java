// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.List;
import org.samda.model.EncoderShape;
import org.samda.model.GenericEncoder;
import org.samda.model.SamEncoderConfig;
import org.samda.model.TinyVitConfig;

/**
 * Multiplications and additions that a generic encoder takes for one image, from its shape: convolutions, linear layers and
 * attention's products. What is computed on the padding of windows counts: it is part of the published networks.
 */
final class EncoderWork {
    private static final int COLOURS = 3;
    private static final int STRIDE = GenericEncoder.STRIDE;

    /** Weights of a 3x3 convolution for one pair of channels. */
    static final double SPATIAL = 9;

    /** Hidden channels of TinyViT's perceptrons and of the blocks of its first stage, as a multiple of the others. */
    private static final double EXPANSION = 4;

    private EncoderWork() {}

    /** A forward pass for an image of this size in px, multiples of 16; without low-rank additions and adapters. */
    static double forward(EncoderShape shape, int height, int width) {
        return shape instanceof TinyVitConfig tiny
                ? tiny(tiny, height, width)
                : sam((SamEncoderConfig) shape, height / STRIDE, width / STRIDE);
    }

    private static double sam(SamEncoderConfig config, int height, int width) {
        if (config.adapterGate().isPresent()) {
            throw new IllegalArgumentException("the work of adapters is not counted");
        }
        double tokens = (double) height * width;
        double dim = config.embedDim();
        double sum = dense(tokens, COLOURS * STRIDE * STRIDE, dim) + neck(tokens, dim, config.outChannels());
        for (int block = 0; block < config.depth(); block++) {
            int size = config.windowSize();
            sum += config.globalBlocks().contains(block)
                    ? attention(tokens, tokens, dim) + positions(tokens, height + width, dim)
                    : windows(height, width, size, dim) + positions(padded(height, width, size), 2.0 * size, dim);
            sum += perceptron(tokens, dim, config.mlpRatio());
        }
        return sum;
    }

    private static double tiny(TinyVitConfig config, int height, int width) {
        List<Integer> dims = config.embedDims();
        int h = height / 4;
        int w = width / 4;
        double first = dims.get(0);
        double half = first / 2;
        double sum = dense(4.0 * h * w, SPATIAL * COLOURS, half) + dense((double) h * w, SPATIAL * half, first);
        sum += config.depths().get(0) * bottleneck((double) h * w, first);
        for (int stage = 1; stage < dims.size(); stage++) {
            int shrunk = stage + 1 == dims.size() ? 1 : 2;
            sum += merging((double) h * w, shrunk * shrunk, dims.get(stage - 1), dims.get(stage));
            h /= shrunk;
            w /= shrunk;
            double dim = dims.get(stage);
            double tokens = (double) h * w;
            double block = windows(h, w, config.windowSizes().get(stage), dim)
                    + 2 * tokens * SPATIAL * dim
                    + perceptron(tokens, dim, EXPANSION);
            sum += config.depths().get(stage) * block;
        }
        return sum + neck((double) h * w, dims.get(dims.size() - 1), config.outChannels());
    }

    /** Every output is a sum over all inputs: linear layers, and convolutions with inputs for each pixel of a kernel. */
    static double dense(double places, double inputs, double outputs) {
        return 2 * places * inputs * outputs;
    }

    private static double perceptron(double tokens, double dim, double ratio) {
        return dense(tokens, dim, ratio * dim) + dense(tokens, ratio * dim, dim);
    }

    /** Queries, keys and values, what becomes of the attended, and the two products of each token with those it sees. */
    private static double attention(double tokens, double seen, double dim) {
        return dense(tokens, dim, 3 * dim) + dense(tokens, dim, dim) + 2 * dense(tokens, seen, dim);
    }

    private static double windows(int height, int width, int size, double dim) {
        return attention(padded(height, width, size), (double) size * size, dim);
    }

    /** Each token's query with the rows and the columns that it sees. */
    private static double positions(double tokens, double rowsAndColumns, double dim) {
        return dense(tokens, rowsAndColumns, dim);
    }

    /** Tokens of whole windows. */
    private static double padded(int height, int width, int size) {
        return (double) wholeWindows(height, size) * wholeWindows(width, size) * size * size;
    }

    private static int wholeWindows(int length, int size) {
        return (length + size - 1) / size;
    }

    private static double bottleneck(double pixels, double dim) {
        double hidden = EXPANSION * dim;
        return dense(pixels, dim, hidden) + 2 * pixels * SPATIAL * hidden + dense(pixels, hidden, dim);
    }

    /** @param shrunk px that become one */
    private static double merging(double pixels, int shrunk, double below, double dim) {
        double left = pixels / shrunk;
        return dense(pixels, below, dim) + 2 * left * SPATIAL * dim + dense(left, dim, dim);
    }

    private static double neck(double tokens, double dim, double channels) {
        return dense(tokens, dim, channels) + dense(tokens, SPATIAL * channels, channels);
    }
}
