// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.samda.SamdaException;

/**
 * Which images of the target domain are used, and with which labels.
 *
 * @param shots annotated images used with their labels (step 3); none for zero-shot
 * @param raw   all training images, used without their labels (step 2)
 */
public record FewShotSplit(List<DatasetImage> shots, List<DatasetImage> raw) {
    /** Steps of this part of the stack spread any number of shots about evenly. */
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    public FewShotSplit {
        shots = List.copyOf(shots);
        raw = List.copyOf(raw);
    }

    /**
     * Chooses the shots among the annotated training images; test images are never touched.
     *
     * <p>Shots are spread over the stack, and for one seed the shots of a smaller number are among those of a larger one.
     *
     * @param target the target domain
     * @param shots  how many; all annotated training images if empty
     * @param ids    stems of the shots, if the user names them; then {@code shots} is empty or their number
     * @param seed   decides where in the stack the spreading begins: in its middle for 0
     * @throws SamdaException if there are fewer annotated images than shots, or an id is not one of them
     */
    public static FewShotSplit choose(Dataset target, OptionalInt shots, List<String> ids, long seed) {
        List<DatasetImage> raw = target.training();
        List<DatasetImage> annotated =
                raw.stream().filter(image -> image.labels().isPresent()).toList();
        if (!ids.isEmpty()) {
            requireConsistent(shots, ids);
            return new FewShotSplit(named(target, annotated, ids), raw);
        }
        int count = shots.orElse(annotated.size());
        if (count < 0 || count > annotated.size()) {
            throw new SamdaException(
                    "Data set '%s' cannot give %d shots: it has %d annotated training images. Ask for 0 to %d shots, or annotate more."
                            .formatted(target.name(), count, annotated.size(), annotated.size()));
        }
        return new FewShotSplit(spread(annotated, count, seed), raw);
    }

    private static List<DatasetImage> spread(List<DatasetImage> annotated, int count, long seed) {
        double place = beginning(seed);
        Set<Integer> chosen = new LinkedHashSet<>();
        while (chosen.size() < count) {
            chosen.add(nearestFree((int) (place * annotated.size()), annotated.size(), chosen));
            place = (place + GOLDEN_RATIO) % 1;
        }
        return chosen.stream().sorted().map(annotated::get).toList();
    }

    /** The middle of the stack for seed 0, spread evenly over seeds. */
    private static double beginning(long seed) {
        double place = 0.5 + seed * GOLDEN_RATIO;
        return place - Math.floor(place);
    }

    private static int nearestFree(int wanted, int size, Set<Integer> taken) {
        for (int distance = 0; distance < size; distance++) {
            if (wanted + distance < size && !taken.contains(wanted + distance)) {
                return wanted + distance;
            }
            if (wanted - distance >= 0 && !taken.contains(wanted - distance)) {
                return wanted - distance;
            }
        }
        throw new IllegalStateException("all " + size + " images are taken");
    }

    private static void requireConsistent(OptionalInt shots, List<String> ids) {
        if (shots.isPresent() && shots.getAsInt() != ids.size()) {
            throw new SamdaException(
                    "%d shots are asked for but %d are named: %s. Give one of both, or the same number."
                            .formatted(shots.getAsInt(), ids.size(), DatasetFiles.some(ids)));
        }
        Set<String> seen = new LinkedHashSet<>();
        ids.stream().filter(id -> !seen.add(id)).findFirst().ifPresent(id -> {
            throw new SamdaException("Shot '" + id + "' is named twice. Name each shot once.");
        });
    }

    private static List<DatasetImage> named(Dataset target, List<DatasetImage> annotated, List<String> ids) {
        List<DatasetImage> found = new ArrayList<>();
        for (String id : ids) {
            found.add(annotated.stream()
                    .filter(image -> image.stem().equals(id))
                    .findFirst()
                    .orElseThrow(() -> unknown(target, annotated, id)));
        }
        return found;
    }

    private static SamdaException unknown(Dataset target, List<DatasetImage> annotated, String id) {
        boolean exists = target.images().stream().anyMatch(image -> image.stem().equals(id));
        boolean test = target.test().stream().anyMatch(image -> image.stem().equals(id));
        String problem = test
                ? "is a test image, which training never sees"
                : exists ? "has no labels or is not for training" : "does not exist";
        List<String> known = annotated.stream().map(DatasetImage::stem).toList();
        return new SamdaException("Data set '%s': shot '%s' %s. Annotated training images: %s."
                .formatted(target.name(), id, problem, known.isEmpty() ? "none" : DatasetFiles.some(known)));
    }
}
