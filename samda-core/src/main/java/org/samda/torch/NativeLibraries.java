// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.presets.torch;
import org.samda.SamdaException;

/**
 * Puts libtorch's shared libraries into JavaCPP's cache and loads them in the order they need each other, before any
 * class of libtorch is touched.
 *
 * <p>Without this, a library that needs another finds a system-wide libtorch of another version (such as the one of
 * Debian's Python package, or one in LD_LIBRARY_PATH) before its own is extracted or loaded, and the JVM dies.
 */
final class NativeLibraries {
    private static final String FOLDER = "/org/bytedeco/pytorch/";

    /** In a build with CUDA, behind the platform. */
    private static final String CUDA = "-gpu/" + System.mapLibraryName("jnitorch");

    /** In the order they need each other. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "linux", List.of("libgomp.so.1", "libc10.so", "libtorch_cpu.so", "libtorch.so", "libjnitorch.so"),
            "macosx",
                    List.of(
                            "libomp.dylib",
                            "libc10.dylib",
                            "libtorch_cpu.dylib",
                            "libtorch.dylib",
                            "libjnitorch.dylib"),
            "windows", List.of("libiomp5md.dll", "c10.dll", "torch_cpu.dll", "torch.dll", "jnitorch.dll"));

    private NativeLibraries() {}

    /** Extracts what is missing and loads it; safe in several processes at once, free when already loaded. */
    static void load() {
        String platform = Loader.getPlatform();
        try {
            List<File> libraries = extract(platform);
            if (platform.startsWith("linux")) {
                Loader.load(openblas.class);
                libraries.forEach(library -> System.load(library.getAbsolutePath()));
            }
            Loader.load(torch.class, propertiesOf(platform), false);
            Loader.load(org.bytedeco.pytorch.global.torch.class);
        } catch (UnsatisfiedLinkError e) {
            throw new SamdaException(explain(platform, String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new SamdaException(
                    ("libtorch cannot be unpacked into JavaCPP's cache: %s. About 420 MB of space in a writable folder are"
                                    + " needed; choose one with -Dorg.bytedeco.javacpp.cachedir=FOLDER in SAMDA_JAVA_OPTS.")
                            .formatted(e.getMessage()),
                    e);
        }
    }

    /** Tells JavaCPP of a build without CUDA that it is one: it would look for two dozen libraries, .2 s at each start. */
    private static Properties propertiesOf(String platform) {
        Properties properties = Loader.loadProperties();
        if (torch.class.getResource(FOLDER + platform + CUDA) == null) {
            properties.setProperty("platform.extension", "");
        }
        return properties;
    }

    private static List<File> extract(String platform) throws IOException {
        List<File> files = new ArrayList<>();
        String system = platform.substring(0, platform.indexOf('-'));
        for (String library : LIBRARIES.getOrDefault(system, List.of())) {
            String resource = FOLDER + platform + "/" + library;
            if (torch.class.getResource(resource) != null) {
                files.add(Loader.cacheResource(torch.class, resource));
            }
        }
        return files;
    }

    /** One line for the two things that go wrong on users' machines; the linker's own words otherwise. */
    static String explain(String platform, String linkerMessage) {
        if (linkerMessage.contains("GLIBC_") || linkerMessage.contains("GLIBCXX_")) {
            return ("libtorch does not run on this Linux: it needs glibc 2.35 and libstdc++ of GCC 12 or newer (Debian 12,"
                            + " Ubuntu 22.04 or later), found: %s. Use a newer system or a container.")
                    .formatted(linkerMessage);
        }
        if (torch.class.getResource(FOLDER + platform) == null) {
            return ("libtorch is not in this build for the platform '%s'; expected one of linux-x86_64, macosx-arm64,"
                            + " windows-x86_64. Build on the machine it shall run on: mvn package.")
                    .formatted(platform);
        }
        return "libtorch cannot be loaded on %s: %s".formatted(platform, linkerMessage);
    }
}
