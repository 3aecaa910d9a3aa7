// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.samda.cli.SegmentOptions;
import org.samda.inference.BlockSegmentation;
import org.samda.inference.LoadedModels;
import org.samda.inference.Segmenter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model of this process, which all its tasks share; read once, and kept until the process ends. */
final class ProcessModel {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessModel.class);
    private static final Map<Arguments, BlockSegmentation> MODELS = new ConcurrentHashMap<>();

    private ProcessModel() {}

    /** What segments as these arguments of the command say. */
    static BlockSegmentation of(Arguments arguments) {
        return MODELS.computeIfAbsent(arguments, ProcessModel::read);
    }

    private static BlockSegmentation read(Arguments arguments) {
        SegmentOptions options = arguments.options();
        LoadedModels loaded = options.models();
        Segmenter segmenter = options.segmenter(loaded, options.engine());
        LOG.info("The model was read: {}", arguments.words());
        return new BlockSegmentation(segmenter, loaded.description().classes(), options.job());
    }
}
