// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Tag;
import org.samda.SamdaException;

/**
 * Looks for bytes that are neither read nor refused.
 *
 * <p>An ordinary build runs the stored inputs only; {@code JAZZER_FUZZ=1 mvn test -pl samda-core
 * -Dtest=CheckpointFuzzTest#anyPickleIsReadOrRefused} looks for more.
 */
@Tag("fuzz")
class CheckpointFuzzTest {
    private static final Map<String, Long> STORAGES = Map.of("0", 64L, "1", 192L, "2", 48L, "3", 20L, "4", 0L);

    @FuzzTest(maxDuration = "5m")
    void anyFileIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzz", ".pth");
        try (PointerScope scope = new PointerScope();
                CheckpointFile checkpoint = CheckpointFile.open(Files.write(file, bytes))) {
            checkpoint.read(checkpoint.tensors().keySet());
        } catch (SamdaException expected) {
            // Refused.
        } finally {
            Files.delete(file);
        }
    }

    @FuzzTest(maxDuration = "5m")
    void anyPickleIsReadOrRefused(byte[] pickle) {
        try {
            StateDictionary.of(PickleReader.read(pickle, STORAGES, Path.of("fuzz.pth")), Path.of("fuzz.pth"));
        } catch (SamdaException expected) {
            // Refused.
        }
    }
}
