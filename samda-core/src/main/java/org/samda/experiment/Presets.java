// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.samda.config.ConfigTree;
import org.samda.config.Configs;

/** The settings that ship with the product: a complete file for each preset, and what mode {@code paper} changes. */
public final class Presets {

    private Presets() {}

    /**
     * The settings of a run.
     *
     * @param overrides {@code key.path=value}, such as {@code training.source.epochs=20}; later ones win
     * @throws org.samda.SamdaException if a key does not exist or a value is out of range
     */
    public static Settings settings(RunConfig.Preset preset, RunConfig.Mode mode, List<String> overrides) {
        ConfigTree tree = load(preset.name());
        return overridden(mode == RunConfig.Mode.PAPER ? tree.merge(load(mode.name())) : tree, overrides);
    }

    /** The overrides that lead from a run's preset and mode to its settings, see {@link #settings}. */
    public static List<String> overrides(RunConfig config) {
        Settings usual = settings(config.method().preset(), config.method().mode(), List.of());
        return Configs.load(Configs.toYaml(config.settings()), "settings")
                .changesFrom(Configs.load(Configs.toYaml(usual), "preset"));
    }

    /** The settings of the quickstart: the preset quick, made smaller still. */
    static Settings quickstart(List<String> overrides) {
        return overridden(load("quick").merge(load("quickstart")), overrides);
    }

    /** Settings with some changed, as in {@link #settings}. */
    static Settings changed(Settings settings, List<String> overrides) {
        return overridden(Configs.load(Configs.toYaml(settings), "settings"), overrides);
    }

    private static Settings overridden(ConfigTree base, List<String> overrides) {
        ConfigTree tree = base;
        for (String override : overrides) {
            tree = tree.set(override);
        }
        return tree.as(Settings.class);
    }

    private static ConfigTree load(String name) {
        String file = name.toLowerCase(Locale.ROOT) + ".yaml";
        try (InputStream in = Presets.class.getResourceAsStream("/org/samda/presets/" + file)) {
            return Configs.load(new String(in.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in " + file + " cannot be read", e);
        }
    }
}
